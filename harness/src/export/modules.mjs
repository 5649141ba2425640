// Imports the modules that its arguments name, and writes down which files that took and where it ran: into a file, since standard
// output may take a part of it only.
import { writeFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import os from 'node:os';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
// ECMAScript modules are seen by a hook; older runtimes have none, so only CommonJS modules are reported there.
const hook = `
  let port;
  export const initialize = (data) => { port = data; };
  export const load = (url, context, next) => { port.postMessage(url); return next(url, context); };
`;
module.register?.(`data:text/javascript,${encodeURIComponent(hook)}`, { data: port2, transferList: [port2] });

for (const specifier of process.argv.slice(2)) await import(specifier);

const urls = [];
for (let received = receiveMessageOnPort(port1); received; received = receiveMessageOnPort(port1)) urls.push(received.message);
const { header } = process.report.getReport();
const seen = {
  files: Object.keys(createRequire(import.meta.url).cache),
  urls: urls.filter((url) => url.startsWith('file:')),
  platform: `${os.type()} ${os.release()}, ${os.arch()}`,
  libc: header.glibcVersionRuntime ? `glibc ${header.glibcVersionRuntime}` : null,
  versions: { node: process.versions.node, v8: globalThis.Deno?.version.v8 ?? process.versions.v8, uv: process.versions.uv, napi: process.versions.napi },
};
writeFileSync(new URL('loaded.json', import.meta.url), JSON.stringify(seen));
process.exit(0);
