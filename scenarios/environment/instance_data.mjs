/*---
summary = "Instance data belongs to one environment: a worker starts without the main thread's, and each is finalised when its environment ends"
shows = ["setNotes", "addNote", "readNotesAsNumber", "Env::set_instance_data", "Env::get_instance_data"]
tags = ["worker", "exit"]
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { addNote, printDrops, readNotesAsNumber, setNotes } from '#addon';
import { record } from '#harness';

const name = isMainThread ? 'the main thread' : 'the worker';
record(`${name} at first`, addNote('too early') ?? 'none is set');
printDrops();
setNotes(name);
record(name, addNote(`from ${name}`));
try {
  readNotesAsNumber();
} catch (error) {
  record(`${name}, as another type`, error.code);
}
if (isMainThread) {
  await once(new Worker(new URL(import.meta.url)), 'exit');
  record(name, addNote('the worker is gone'));
}
