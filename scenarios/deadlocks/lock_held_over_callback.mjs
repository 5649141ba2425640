/*---
summary = "Rust that calls back while holding a lock waits for itself if the callback takes the same lock: a deadlock"
shows = ["Ledger", "Function::call"]
tags = ["deadlock", "lock", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { Ledger } from '#addon';
import { record } from '#harness';

const ledger = new Ledger();
ledger.add('an entry');
ledger.forEachLocked((entry) => {
  record('called back with', entry);
  ledger.add('another entry');
  record('never reached');
});
