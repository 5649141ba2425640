/*---
summary = "A threadsafe function cannot be built from a non-function: InvalidArg at once, and no thread starts"
shows = ["monitorSystemResources", "startFileWatcher", "processEvents", "downloadFileWithProgress", "backgroundLogger", "streamSensorData", "processWithFeedback"]
tags = ["threads", "not-a-function"]
runtimes = { only = ["node", "deno"], because = "Bun takes what is no function, and the uncaught exceptions of its calls race with the rest" }
[expect]
end = "exit 0"
within = "3s"
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg"
---*/
import * as addon from '#addon';

const never = () => console.log('called');
const calls = {
  monitorSystemResources: (callback) => addon.monitorSystemResources(callback),
  startFileWatcher: (callback) => addon.startFileWatcher(callback),
  processEvents: (callback) => addon.processEvents(never, callback),
  downloadFileWithProgress: (callback) => addon.downloadFileWithProgress('url', callback),
  backgroundLogger: (callback) => addon.backgroundLogger(callback),
  streamSensorData: (callback) => addon.streamSensorData(never, callback),
  processWithFeedback: (callback) => addon.processWithFeedback(['item'], callback),
};

for (const [name, call] of Object.entries(calls)) {
  for (const callback of [undefined, null, 42, {}]) {
    try {
      call(callback);
      console.log(name, callback, 'accepted');
    } catch (error) {
      console.log(name, callback, `${error.code}: ${error.message}`);
    }
  }
}
