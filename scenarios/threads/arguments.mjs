/*---
summary = "How many arguments each threadsafe callback gets, including the error, and what happens if the call omits one"
shows = ["monitorSystemResources", "startFileWatcher", "processEvents", "downloadFileWithProgress", "streamSensorData"]
tags = ["threads", "arguments"]
runtimes = { only = ["node", "deno"], because = "Bun takes what is no function, and the uncaught exceptions of its calls race with the rest" }
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg"
---*/
import * as addon from '#addon';

function attempt(call) {
  try {
    return call();
  } catch (error) {
    return `${error.code}: ${error.message}`;
  }
}

console.log('no arguments');
console.log(
  '  monitorSystemResources:',
  attempt(() => addon.monitorSystemResources()),
);
console.log(
  '  startFileWatcher:',
  attempt(() => addon.startFileWatcher()),
);
console.log(
  '  processEvents:',
  attempt(() => addon.processEvents()),
);
console.log(
  '  downloadFileWithProgress:',
  attempt(() => addon.downloadFileWithProgress()),
);
console.log(
  '  streamSensorData:',
  attempt(() => addon.streamSensorData()),
);
console.log(
  '  backgroundLogger:',
  attempt(() => addon.backgroundLogger()),
);
console.log(
  '  processWithFeedback:',
  attempt(() => addon.processWithFeedback()),
);
console.log('arguments of the wrong type');
console.log(
  '  downloadFileWithProgress:',
  attempt(() => addon.downloadFileWithProgress(1, () => {})),
);
console.log(
  '  processWithFeedback:',
  attempt(() => addon.processWithFeedback([1], () => {})),
);

// The callbacks come in no fixed order, so what they got is shown at the end.
const got = {};
const count =
  (name) =>
  (...args) =>
    (got[name] ??= new Set()).add(args.length);
addon.monitorSystemResources(count('monitorSystemResources'), 'an extra');
addon.startFileWatcher(count('startFileWatcher'), 'an extra');
addon.processEvents(count('high priority'), count('low priority'), 'an extra');
addon.downloadFileWithProgress('url', count('downloadFileWithProgress'), 'an extra');
addon.streamSensorData(count('sensor data'), count('sensor error'), 'an extra');

process.on('exit', () => {
  console.log('the callbacks get');
  for (const name of Object.keys(got).sort()) console.log(`  ${name}:`, ...got[name]);
});
