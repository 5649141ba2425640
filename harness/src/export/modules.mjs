// Imports the modules that its arguments name, and writes down which files that took and where it ran: into a file, since standard
// output may take a part of it only.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import os from 'node:os';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
// ECMAScript modules are seen by a hook: that of Node.js, or that of Deno, which runs in this thread. Bun has both kinds of modules in the cache that is
// read below. Older runtimes have no hook, so only CommonJS modules are reported there.
const hook = `
  let port;
  export const initialize = (data) => { port = data; };
  export const load = (url, context, next) => { port.postMessage(url); return next(url, context); };
`;
module.register?.(`data:text/javascript,${encodeURIComponent(hook)}`, { data: port2, transferList: [port2] });
const urls = [];
if (!module.register) {
  module.registerHooks?.({ load: (url, context, next) => { urls.push(url); return next(url, context); } });
}

for (const specifier of process.argv.slice(2)) await import(specifier);

for (let received = receiveMessageOnPort(port1); received; received = receiveMessageOnPort(port1)) urls.push(received.message);

/** The C library, where it is glibc. What Deno puts into its report is not what it runs on. */
function findLibc() {
  if (globalThis.Deno) {
    try {
      return execFileSync('getconf', ['GNU_LIBC_VERSION'], { encoding: 'utf8' }).trim();
    } catch {
      return null;
    }
  }
  const { glibcVersionRuntime } = process.report.getReport().header;
  return glibcVersionRuntime ? `glibc ${glibcVersionRuntime}` : null;
}

const seen = {
  files: Object.keys(createRequire(import.meta.url).cache ?? {}),
  urls: urls.filter((url) => url.startsWith('file:')),
  platform: `${os.type()} ${os.release()}, ${os.arch()}`,
  libc: findLibc(),
  versions: { v8: process.versions.v8, uv: process.versions.uv, napi: process.versions.napi },
};
writeFileSync(new URL('loaded.json', import.meta.url), JSON.stringify(seen));
process.exit(0);
