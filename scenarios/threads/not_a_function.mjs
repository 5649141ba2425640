/*---
summary = "A threadsafe function cannot be built from a non-function: InvalidArg at once, and no thread starts"
shows = ["monitorSystemResources", "startFileWatcher", "processEvents", "downloadFileWithProgress", "backgroundLogger", "streamSensorData", "processWithFeedback"]
tags = ["threads", "not-a-function"]
[expect]
end = "exit 0"
within = "3s"
---*/
import * as addon from '#addon';
import { mustNotCall } from '#harness';

const calls = {
  monitorSystemResources: (callback) => addon.monitorSystemResources(callback),
  startFileWatcher: (callback) => addon.startFileWatcher(callback),
  processEvents: (callback) => addon.processEvents(mustNotCall(), callback),
  downloadFileWithProgress: (callback) => addon.downloadFileWithProgress('url', callback),
  backgroundLogger: (callback) => addon.backgroundLogger(callback),
  streamSensorData: (callback) => addon.streamSensorData(mustNotCall(), callback),
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
