/*---
summary = "A SymbolRef that is dropped without unref leaks its reference, and with it the symbol"
shows = ["SymbolRef", "keepSymbol"]
tags = ["symbol", "growth", "leak"]
runtimes = { only = ["node", "deno"], because = "Bun does not tell its references" }
[growth]
leaks = ["references", "heap"]
---*/
import { keepSymbol } from '#addon';
import { iterate } from '#harness';

await iterate(() => keepSymbol(Symbol('mine')));
