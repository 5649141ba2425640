'use strict';
// Imported by line 1 of every program, before anything else of it: says when the program begins, when its last line is reached, and when
// the runtime emits `exit`. Native code that calls exit(3) emits nothing, and that is how it is told from an end in JavaScript.

const { openSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');
const { isMainThread } = require('node:worker_threads');

// The program as stack traces name it, and the line on which its last statement begins.
const file = join(__dirname, PROGRAM);
const names = [file, pathToFileURL(file).href];
const lastStatement = LAST_STATEMENT;

// A worker may run the program's file, too, and its end is not the process's. What a child process says carries another number.
const heard = isMainThread && Boolean(process.env.NAPI_HARNESS_EVENTS);

// Standard output by a descriptor of its own, because a program may close 1, and the end would then look like one in native code.
let channel = 1;
try {
  if (heard) channel = openSync('/dev/fd/1', 'a');
} catch {
  // Not every system has it.
}

function tell(event, fields) {
  if (!heard) return;
  let rest = Buffer.from(`\x1enapi-harness ${JSON.stringify({ event, process: process.pid, ...fields })}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(channel, rest));
    } catch (error) {
      // process.stdout makes its pipe non-blocking: full means try again. Any other error means that this stays unknown.
      if (error.code !== 'EAGAIN') return;
    }
  }
}

/** Each frame of the stack below this module, the innermost first. */
function frames() {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = undefined;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  // Not at each line feed: a folder's name may hold one.
  return stack.split(/\n +at /).filter((frame) => !frame.includes(__filename));
}

/** Whether the program's own code stands in its last statement, which is reached but never left. */
function isInLastStatement(stack) {
  const own = stack.filter((frame) => names.some((name) => frame.includes(`${name}:`)));
  const line = own.at(-1)?.match(/:(\d+):\d+\)?$/)?.[1];
  return Number(line) >= lastStatement;
}

let isReached = false;

/** The program's last line has been reached. */
exports.lastLine = function lastLine() {
  isReached = true;
  tell('lastLine');
  // Last of all handlers that the program had by now.
  process.on('exit', () => tell('exited'));
};

/** Lets `console` print values as Node.js does, so that one snapshot serves all runtimes; each has its own way, and Node.js's in `node:util`. */
function printAsNode() {
  for (const method of ['debug', 'error', 'info', 'log', 'warn']) {
    const print = console[method].bind(console);
    console[method] = (...values) => (values.length > 0 ? print('%s', format(...values)) : print());
  }
}

if (heard) {
  const runtime = process.versions.bun ? 'bun' : process.versions.deno ? 'deno' : 'node';
  if (runtime !== 'node') printAsNode();
  tell('begun', { runtime, module: !file.endsWith('.cjs') });
  process.on('uncaughtExceptionMonitor', (_error, origin) => tell('uncaught', { origin }));
  process.on('exit', () => {
    const stack = frames();
    const site = stack.find((frame) => !/\b(?:node|ext|internal):/.test(frame) && /:\d+:\d+\)?$/.test(frame));
    if (!isReached && isInLastStatement(stack)) tell('lastLine');
    tell('exiting', { called: stack.some((frame) => /^(?:process\.)?exit \(/.test(frame)), site: site ?? null });
  });
}
