'use strict';
// The module `#harness`: what scenarios use besides the addon. Plain CommonJS with named exports, so that ECMAScript
// modules and CommonJS programs, in Node.js, Bun and Deno, all load the same file.

const { writeSync } = require('node:fs');

const underHarness = Boolean(process.env.NAPI_HARNESS_EVENTS);

/** Writes all of `text` to standard output before it returns, so that a crash on the next line cannot lose it. */
function writeNow(text) {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      // process.stdout makes its pipe non-blocking: full means try again. Any other error means nobody reads.
      if (error.code !== 'EAGAIN') return;
    }
  }
}

/** One event in the stream of standard output, framed as a JSON text sequence (RFC 7464) with a name of its own. */
function emit(event, fields) {
  writeNow(`\x1enapi-harness ${JSON.stringify({ event, ...fields })}\n`);
}

/** An event in the transcript, in order with the output; it survives a crash. */
exports.record = function record(name, data) {
  if (underHarness) emit('record', { name, data });
  else writeNow(data === undefined ? `* ${name}\n` : `* ${name} ${JSON.stringify(data)}\n`);
};

/** Where the caller of the function that calls this stands. */
function callSite() {
  const frames = new Error().stack.split('\n').slice(1);
  const outside = frames.find((frame) => !frame.includes(__filename));
  return outside?.trim().replace(/^at /, '') ?? 'an unknown place';
}

function fail(message) {
  if (underHarness) emit('failure', { message });
  console.error(`Failure: ${message}`);
  process.exitCode ||= 1;
}

const promises = [];

function checkPromises() {
  for (const { kept, message } of promises.splice(0)) {
    const told = kept() ? undefined : message();
    if (told) fail(told);
  }
}

function promise(kept, message) {
  if (promises.length === 0) process.on('exit', checkPromises);
  promises.push({ kept, message });
}

const times = (n) => (n === 1 ? 'once' : `${n} times`);

/** Wraps `fn`: it must have been called exactly `n` times when the process ends. */
exports.mustCall = function mustCall(fn = () => {}, n = 1) {
  const site = callSite();
  let calls = 0;
  promise(
    () => calls === n,
    () => `${fn.name || 'a callback'} at ${site} was called ${calls === 0 ? 'never' : times(calls)}, not ${times(n)}`,
  );
  return function mustCallWrapper(...args) {
    calls += 1;
    return Reflect.apply(fn, this, args);
  };
};

/** A function that nobody may call. */
exports.mustNotCall = function mustNotCall(message = 'a callback that must not be called') {
  const site = callSite();
  return function mustNotCallWrapper() {
    fail(`${message} at ${site} was called`);
  };
};

/** Collects garbage, and lets finalizers run. */
exports.gc = async function gc() {
  if (globalThis.gc === undefined) {
    require('node:v8').setFlagsFromString('--expose-gc');
    globalThis.gc = require('node:vm').runInNewContext('gc');
  }
  globalThis.gc();
  // Node-API runs finalizers in a later turn of the event loop.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
};

/** Waits, turn after turn of the event loop, until `predicate()` is true. */
exports.until = async function until(predicate) {
  while (!predicate()) await new Promise((resolve) => setImmediate(resolve));
};

/** The values of this run's variant. */
exports.variant = JSON.parse(process.env.NAPI_HARNESS_VARIANT ?? '{}');

const timeScale = Number(process.env.NAPI_HARNESS_TIME_SCALE ?? 1);

/** Milliseconds at this run's time scale, which the addon's clock uses too. */
const pace = (ms) => ms * timeScale;
exports.pace = pace;

/** Resolves after `ms` milliseconds at this run's time scale. */
exports.sleep = function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, pace(ms)));
};
