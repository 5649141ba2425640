/*---
summary = "While JavaScript is busy, startFileWatcher's thread puts all of its three files into the queue and ends: the queue of ten has room for them"
shows = ["startFileWatcher", "ThreadsafeFunctionBuilder::max_queue_size"]
tags = ["queue", "threads"]
---*/
import { readdirSync } from 'node:fs';
import { startFileWatcher } from '#addon';
import { mustCall } from '#harness';

const threads = () => readdirSync('/proc/self/task');

const files = [];
const before = new Set(threads());
startFileWatcher(mustCall((filename) => files.push(filename), 3));
const watcher = threads().filter((thread) => !before.has(thread));
// Nothing leaves the queue meanwhile: a call that found it full would wait, and so would this.
while (threads().some((thread) => watcher.includes(thread)));
console.log('the thread has ended, and JavaScript has got', files);
process.on('exit', () => console.log('in the end', files));
