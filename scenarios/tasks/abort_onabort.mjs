/*---
summary = "napi listens to a signal in its onabort property: it replaces the program's function there, and a later one replaces napi's"
shows = ["AbortSignal", "AbortSignal::on_abort", "noteAbort"]
tags = ["task", "abort"]
---*/
import { noteAbort, takeTaskJournal } from '#addon';
import { mustCall, mustNotCall } from '#harness';

const before = new AbortController();
before.signal.onabort = mustNotCall('a function in onabort that napi replaced');
before.signal.addEventListener('abort', mustCall());
noteAbort('set before', before.signal);
before.abort();

const after = new AbortController();
noteAbort('set after', after.signal);
after.signal.onabort = mustCall();
after.abort();

// It is an ordinary function of JavaScript's.
const called = new AbortController();
noteAbort('called', called.signal);
called.signal.onabort();
console.log('aborted:', called.signal.aborted);
const { onabort } = called.signal;
for (const receiver of [undefined, {}, new AbortController().signal]) {
  try {
    console.log('on another receiver:', onabort.call(receiver));
  } catch ({ code }) {
    console.log('on another receiver:', code);
  }
}

// Any object will do for a signal.
const object = {};
noteAbort('an object', object);
object.onabort();
for (const value of [42, 'a string', null]) {
  try {
    noteAbort('no object', value);
  } catch ({ code }) {
    console.log('listening to', value, '->', code);
  }
}

console.log(takeTaskJournal());
