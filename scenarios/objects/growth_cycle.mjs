/*---
summary = "A callback that closes over what refers to it leaks a reference each time: its keeper's FunctionRef, or its subscription's Reference"
shows = ["CallbackKeeper", "FunctionRef", "EmitterSubscription", "Reference"]
tags = ["objects", "growth", "leak"]
runtimes = { only = ["node", "deno"], because = "Bun does not tell its references" }
[variants]
cycle = ["keeper", "subscription"]
[growth]
iterations = 300
leaks = ["references"]
---*/
import { CallbackEmitter, CallbackKeeper } from '#addon';
import { iterate, variant } from '#harness';

const cycles = {
  keeper() {
    const keeper = new CallbackKeeper(() => keeper.call(''));
  },
  subscription() {
    const subscription = new CallbackEmitter().subscribe('step', () => subscription.cancel(), true);
  },
};
await iterate(cycles[variant.cycle]);
