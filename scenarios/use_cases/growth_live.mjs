/*---
summary = "Watchers, downloads and monitors that come and go, with callbacks that close over them, accumulate nothing"
shows = ["FileWatcher", "downloadFile", "SystemMonitor"]
tags = ["use-case", "watcher", "download", "monitor", "growth"]
runtimes = { only = ["node"], because = "Deno 2.9 takes 330 bytes more of native memory each time, and what Bun's heap does is not decided within 300 seconds" }
timeout = "60s" # each run does it a hundred times
[growth]
iterations = 100
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { FileWatcher, SystemMonitor, downloadFile } from '#addon';
import { iterate } from '#harness';
import { bodyOf, serve } from './fixtures/server.mjs';
import { threads } from './fixtures/threads.mjs';

mkdirSync('folder');
const server = await serve(bodyOf(2));

const watch = () =>
  new Promise((resolve, reject) => {
    const watcher = new FileWatcher({
      folder: 'folder',
      onChange() {
        watcher.close();
        resolve();
      },
      onError: reject,
    });
    writeFileSync('folder/data.csv', 'four');
  });

const download = (ends) =>
  new Promise((resolve, reject) => {
    const download = downloadFile({
      url: server.url,
      file: `data-${ends}.bin`,
      async onProgress() {
        if (ends === 'whole') return void download;
        download.abort();
        resolve();
      },
      onComplete: resolve,
      onError: reject,
    });
  });

const measure = () =>
  new Promise((resolve) => {
    const monitor = new SystemMonitor({
      interval: 20,
      onFigures() {
        monitor.close();
        resolve();
      },
    });
  });

const running = () => ['notify-rs inotify loop', 'download', 'system monitor'].some((name) => threads(name) > 0);

await iterate(async () => {
  await Promise.all([watch(), download('whole'), download('aborted'), measure()]);
  // They end a moment later, and hold memory until then.
  while (running()) await new Promise((resolve) => setTimeout(resolve, 1));
});
server.close();
