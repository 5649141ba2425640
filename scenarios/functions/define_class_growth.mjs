/*---
summary = "The closures of a class defined at run time live as long as the environment, though the class is collected"
shows = ["Env::define_class", "Property::with_getter_closure", "defineAccount"]
tags = ["class", "growth", "leak"]
[growth]
leaks = ["native"]
---*/
import { defineAccount } from '#addon';
import { iterate } from '#harness';

await iterate(() => defineAccount(1));
