/*---
summary = "Rust that releases its lock before calling back lets the callback take the same lock"
shows = ["Ledger", "Function::call"]
tags = ["deadlock", "lock"]
---*/
import { Ledger } from '#addon';
import { mustCall } from '#harness';

const ledger = new Ledger();
ledger.add('an entry');
ledger.forEach(
  mustCall((entry) => {
    console.log('called back with', entry);
    console.log('entries now:', ledger.add('another entry'));
  }),
);
