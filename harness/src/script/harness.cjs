'use strict';
// The module `#harness`: what scenarios use besides the addon. Plain CommonJS with named exports, so that ECMAScript
// modules and CommonJS programs, in Node.js, Bun and Deno, all load the same file.

const { closeSync, constants, existsSync, openSync, readFileSync, readSync, writeFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');
const { getHeapStatistics } = require('node:v8');

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
  // Not at each line feed: a folder's name may hold one.
  const frames = new Error().stack.split(/\n +at /).slice(1);
  return frames.find((frame) => !frame.includes(__filename))?.trim() ?? 'an unknown place';
}

function fail(message) {
  if (underHarness) emit('failure', { message, setsExitCode: !process.exitCode });
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

/**
 * Numbered calls that must each come once, in order, and not after `close()`. `seen(n)` is to be called with the number
 * of each; numbers go from `first` on, `count` of them.
 */
exports.sequence = function sequence(name, count, first = 0) {
  const site = callSite();
  const seen = new Map();
  let highest = -Infinity;
  let closed;
  const message = (n, what) => `${name} ${n} ${what}; expected at ${site}`;
  promise(
    () => closed !== undefined || count === undefined || seen.size >= count,
    () => {
      const lost = Array.from({ length: count }, (_, index) => first + index).filter((n) => !seen.has(n));
      const others = lost.length > 1 ? `, and ${lost.length - 1} more of ${count}` : '';
      return message(`${lost[0]}${others}`, lost.length > 1 ? 'were lost' : 'was lost');
    },
  );
  return {
    seen(n) {
      const from = callSite();
      if (closed) fail(message(n, `came at ${from} after it was closed at ${closed}`));
      else if (seen.has(n)) fail(message(n, `came again at ${from}, first at ${seen.get(n)}`));
      else if (n < highest) fail(message(n, `came at ${from} after ${highest}`));
      if (!seen.has(n)) seen.set(n, from);
      highest = Math.max(highest, n);
    },
    /** From now on no call may come, and those that have not come are not missed. */
    close() {
      closed = callSite();
    },
  };
};

/** Collects garbage at once; `how` is V8's own choice of how thoroughly. */
function collectNow(how) {
  if (globalThis.Bun) return Bun.gc(true);
  if (globalThis.gc === undefined) {
    require('node:v8').setFlagsFromString('--expose-gc');
    globalThis.gc = require('node:vm').runInNewContext('gc');
  }
  return globalThis.gc(how);
}

/** Node-API runs finalizers in a later turn of the event loop. */
const turns = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** Collects garbage, and lets finalizers run. */
exports.gc = async function gc() {
  // Such a task keeps Node.js alive, but not Deno.
  const hold = process.versions.deno ? setInterval(() => {}, 1000) : undefined;
  try {
    // In a task of its own: since Node.js 22 V8 takes whatever looks like an address on the stack for one. Twice: a thread of V8's own frees what
    // array buffers lent, in its own time, and the next collection waits for it.
    const times = globalThis.Bun ? 1 : 2;
    for (let i = 0; i < times; i++) await collectNow({ type: 'major', execution: 'async' });
    await turns();
  } finally {
    clearInterval(hold);
  }
};

/** Waits, turn after turn of the event loop, until `predicate()` is true. */
exports.until = async function until(predicate) {
  while (!predicate()) await new Promise((resolve) => setImmediate(resolve));
};

// Open as long as the process, so that what was written into them stays.
const gates = new Map();

/** A gate's named pipe, opened. One byte in it says that the gate is open; whoever passes puts it back. */
function gateOf(name) {
  if (!/^[\w-]+$/.test(name)) throw new TypeError(`a gate cannot be called ${name}: write letters, digits, - and _`);
  const known = gates.get(name);
  if (known !== undefined) return known;
  const file = join(process.env.NAPI_HARNESS_GATES ?? '.', `gate-${name}`);
  try {
    require('node:child_process').execFileSync('mkfifo', [file], { stdio: 'ignore' });
  } catch (error) {
    // Native code, or another thread, may have been first.
    if (!existsSync(file)) throw error;
  }
  // For reading and writing, because opening for one of them waits for somebody who does the other.
  const gate = { file, pipe: openSync(file, 'r+') };
  gates.set(name, gate);
  return gate;
}

/** Whether there was a byte to read; a descriptor that does not block says at once that there is none. */
function takes(descriptor, byte) {
  try {
    return readSync(descriptor, byte) > 0;
  } catch (error) {
    if (error.code === 'EAGAIN') return false;
    throw error;
  }
}

/** A point that threads wait at until it has been opened, in JavaScript or in native code; then it stays open. */
exports.gate = function gate(name) {
  const { file, pipe } = gateOf(name);
  const byte = Buffer.from('o');
  // A worker's files are closed when it ends, and with the last one of a pipe goes what nobody has read. This stays: looked for while the
  // pipe is open here, one of the two is there.
  const opened = `${file}.open-${process.pid}`;
  return {
    open() {
      writeFileSync(opened, '');
      writeSync(pipe, byte);
    },
    /** Blocks this thread. */
    wait() {
      if (existsSync(opened)) return;
      readSync(pipe, byte);
      writeSync(pipe, byte);
    },
    /** Resolves once it is open. */
    async opened() {
      // A read that blocks would take a thread of the pool that other work needs, and Node.js does not end while one of them waits.
      const trial = openSync(file, constants.O_RDWR | constants.O_NONBLOCK);
      while (!existsSync(opened)) {
        if (takes(trial, byte)) {
          writeSync(trial, byte);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      closeSync(trial);
    },
  };
};

const growth = JSON.parse(process.env.NAPI_HARNESS_GROWTH ?? '{"iterations":1000}');

const SAMPLES = 20;
// Samples before these, which are dropped: the work warms up meanwhile, and so does measuring, whose own code takes memory until it has run
// some eighteen times.
const WARM_UP = 20;
// So often the event loop turns, though the work may never wait for it: finalizers run there, and what waits for them would pile up from one
// sample to the next, the more the further these lie apart.
const TURN = 64;
// One global handle of V8's.
const REFERENCE_BYTES = 32;

/**
 * Collects all that is not in use. Finalizers may release what has to be collected then; a last resort alone leaves what only an ordinary
 * collection clears, and the other way round.
 */
async function collect() {
  for (let i = 0; i < 2; i++) {
    collectNow();
    await turns();
  }
  collectNow();
  collectNow({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Code that V8 optimises, and what it learns for that, goes on growing for thousands of iterations and is nobody's leak. Interpreted alone, and
 * with all feedback allocated at once, a heap that does not grow stays the same to the byte.
 */
function interpretOnly() {
  if (globalThis.Bun) return;
  const { setFlagsFromString } = require('node:v8');
  const flags = ['--no-opt', '--no-sparkplug', '--no-lazy-feedback-allocation'];
  // Node.js 18 does not know it, and complains.
  if (parseInt(process.versions.v8) >= 11) flags.push('--no-maglev');
  for (const flag of flags) setFlagsFromString(flag);
}

/** Reads what the preloaded library counts, in words of 64 bits: its process, bytes allocated, bytes mapped. */
function openCounters() {
  const file = process.env.NAPI_HARNESS_COUNTERS;
  if (file === undefined) return () => undefined;
  const words = new BigInt64Array(3);
  const descriptor = openSync(file, 'r');
  return () => {
    readSync(descriptor, words, 0, words.byteLength, 0);
    return Number(words[0]) === process.pid ? words : undefined;
  };
}

/** Handles of the event loop. V8's delayed tasks, such as those that collect garbage, are timers that come and go and hold nothing. */
function handles() {
  const listed = process.report?.getReport?.().libuv;
  const isV8s = ({ type, is_active: active, is_referenced: holds }) => type === 'timer' && active && !holds;
  return listed?.filter((handle) => !isV8s(handle)).length || undefined;
}

const COLUMNS = ['iteration', 'native', 'mapped', 'heap', 'external', 'references', 'handles', 'resident'];

/** Writes one sample into `row`; NaN is what is not known. What leaves the most garbage comes last, as it would be counted by the others. */
function measure(row, iteration, counters) {
  const { rss, heapUsed, external } = process.memoryUsage();
  const counted = counters();
  row[0] = iteration;
  row[1] = counted ? Number(counted[1]) : NaN;
  row[2] = counted ? Number(counted[2]) : NaN;
  row[3] = heapUsed;
  row[4] = external;
  // What Bun says of V8's handles and of libuv's is always the same.
  row[5] = globalThis.Bun ? NaN : getHeapStatistics().used_global_handles_size / REFERENCE_BYTES;
  row[6] = handles() ?? NaN;
  row[7] = rss;
}

/** The native modules and libraries in use; some bring an allocator of their own. */
function modules() {
  try {
    const maps = readFileSync('/proc/self/maps', 'utf8');
    const files = maps.match(/\/.*(?:\.node|\.so(?:\.[\d.]+)?)$/gm);
    return [...new Set(files)];
  } catch {
    return [];
  }
}

/** Does `work(i)` as often as the header's `[growth]` asks for, and measures in between, if this is a counting run. */
exports.iterate = async function iterate(work) {
  const { iterations, measured = !underHarness, locating } = growth;
  if (locating) {
    interpretOnly();
    const sites = process.env.NAPI_HARNESS_SITES;
    const half = await require(locating.module).locate({ work, iterations, collect, sites, ...locating });
    return emit('located', { half });
  }
  const counters = measured ? openCounters() : undefined;
  if (measured) interpretOnly();
  const step = Math.max(1, Math.floor(iterations / (SAMPLES + WARM_UP - 1)));
  // Made at once: a list that grows would be measured itself.
  const rows = Array.from({ length: SAMPLES + WARM_UP }, () => new Float64Array(COLUMNS.length));
  for (let i = 0; i <= iterations; i++) {
    const left = iterations - i;
    if (measured && left % step === 0 && left / step < rows.length) {
      await collect();
      measure(rows[rows.length - 1 - left / step], i, counters);
    }
    if (i < iterations) await work(i);
    if (i % TURN === TURN - 1) await new Promise(setImmediate);
  }
  if (!measured) return emit('iterated', {});
  const known = (row) => COLUMNS.map((name, n) => [name, row[n]]).filter(([, value]) => !Number.isNaN(value));
  // Of fewer iterations than samples the first ones were never taken.
  const taken = rows.filter((row) => row[7] > 0);
  const told = taken.slice(Math.min(WARM_UP, Math.floor(taken.length / 2))).map((row) => Object.fromEntries(known(row)));
  if (underHarness) emit('growth', { measured: told, modules: modules() });
  else console.log('growth', told.at(0), told.at(-1));
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
