/*---
summary = "What a callback returns to ThreadsafeFunction::call is ignored, whatever its type"
shows = ["monitorSystemResources", "startFileWatcher", "downloadFileWithProgress", "processEvents"]
tags = ["threads", "wrong-type"]
---*/
import {
  downloadFileWithProgress,
  monitorSystemResources,
  processEvents,
  startFileWatcher,
} from '#addon';
import { mustCall } from '#harness';

const answers = [undefined, 42, 'text', {}, Symbol('symbol')];
let given = 0;
const answer = () => answers[given++ % answers.length];

monitorSystemResources(mustCall(answer, 5));
startFileWatcher(mustCall(answer, 3));
downloadFileWithProgress('https://example.org/file', mustCall(answer, 4));
processEvents(mustCall(answer), mustCall(answer));

process.on('exit', () => console.log('answers given:', given));
