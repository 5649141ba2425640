'use strict';
// The probe: preloaded into the second run of a scenario that hung, died or came out wrong. It writes down what is alive,
// who made it, and which native function was entered and not left, one JSON object a line, each line before the next thing
// happens, so that it is there whatever happens next. On SIGUSR2 it adds what is referenced, collects garbage and ends the process.

const { asyncWrapProviders = {}, createHook } = require('node:async_hooks');
const { openSync, writeSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { threadId } = require('node:worker_threads');

// The program does not see it: its own context was made before.
setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
setFlagsFromString('--no-expose-gc');

const log = openSync(process.env.NAPI_HARNESS_PROBE, 'a');

function tell(event, fields) {
  writeSync(log, `${JSON.stringify({ event, ...fields })}\n`);
}

/**
 * Where the program stands: the innermost frame that is neither the runtime's nor the harness's, and none of an installed
 * package where there is another: users look for their own line.
 */
function site() {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = undefined;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  Error.prepareStackTrace = prepareStackTrace;
  const foreign = (frame) =>
    !frame.includes(__filename) &&
    !frame.includes('node:') &&
    !frame.includes('harness.cjs') &&
    /:\d+:\d+\)?$/.test(frame);
  // Not at each line feed: a folder's name may hold one.
  const frames = stack.split(/\n +at /).filter(foreign);
  return frames.find((frame) => !frame.includes('/node_modules/')) ?? frames[0];
}

// Native functions entered and not left, innermost last.
const calls = [];

function traced(name, fn) {
  const within = (call) => {
    const entered = { name, site: site() };
    calls.push(entered);
    tell('enter', { thread: threadId, ...entered });
    try {
      return call();
    } finally {
      calls.pop();
      tell('leave', { thread: threadId });
    }
  };
  const proxy = new Proxy(fn, {
    apply: (target, self, args) => within(() => Reflect.apply(target, self, args)),
    construct: (target, args, newTarget) =>
      within(() => Reflect.construct(target, args, newTarget === proxy ? target : newTarget)),
  });
  return proxy;
}

function tracedMethods(className, prototype) {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name === 'constructor' || !descriptor.configurable || typeof descriptor.value !== 'function') continue;
    descriptor.value = traced(`${className}.${name}`, descriptor.value);
    Object.defineProperty(prototype, name, descriptor);
  }
}

/** The addon's exports with every function traced. */
function tracedExports(exports) {
  if (typeof exports === 'function') return traced(exports.name || 'the addon', exports);
  if (exports === null || typeof exports !== 'object') return exports;
  const copy = Object.create(Object.getPrototypeOf(exports));
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(exports))) {
    if (typeof descriptor.value === 'function') {
      if (descriptor.value.prototype) tracedMethods(name, descriptor.value.prototype);
      descriptor.value = traced(name, descriptor.value);
    }
    Object.defineProperty(copy, name, descriptor);
  }
  return copy;
}

const { abort, dlopen, emit, hrtime, kill, reallyExit } = process;

/** Nanoseconds of the clock that never goes back, which the preloaded library has, too. */
const now = () => Number(hrtime.bigint());

// A process that sends itself a signal, or aborts.
process.kill = function (pid, signal = 'SIGTERM') {
  if (pid === process.pid && signal !== 0) tell('sends', { call: 'process.kill', signal: String(signal), site: site() });
  return Reflect.apply(kill, this, [pid, signal]);
};
process.abort = function () {
  tell('sends', { call: 'process.abort', signal: 'SIGABRT', site: site() });
  return Reflect.apply(abort, this, []);
};

// Where each promise was made, for those whose rejection nobody handles.
const promises = new WeakMap();
// Those made at a module's top level that have not been settled, nor gone on from, in order: the last one is what an `await` waits for.
const pending = new Map();
process.dlopen = function (module, ...rest) {
  tell('load', { thread: threadId, file: rest[0] });
  const result = Reflect.apply(dlopen, this, [module, ...rest]);
  module.exports = tracedExports(module.exports);
  tell('loaded', { thread: threadId });
  return result;
};

// The end of a worker is not the process's.
if (threadId === 0) {
  // By which process.exit ends the process, too, once it has emitted `exit`.
  process.reallyExit = function (code) {
    tell('reallyExit', { site: site() });
    return Reflect.apply(reallyExit, this, [code]);
  };
  process.emit = function (name, ...rest) {
    if (name === 'exit') tell('exiting', { time: now(), pending: [...pending.values()].at(-1) });
    if (name === 'unhandledRejection') tell('rejected', { site: promises.get(rest[1]) });
    const result = Reflect.apply(emit, this, [name, ...rest]);
    if (name === 'exit') tell('exited', {});
    return result;
  };
}

const SHORT_LIVED = new Set(['PROMISE', 'TickObject', 'Microtask', 'Immediate', 'RANDOMBYTESREQUEST']);
const resources = new Map();

// Made when they are first used: these are nobody's doing.
void process.stdout;
void process.stderr;

// Where each resource was asked for: what Node.js makes later, in a turn of its own, goes back to who triggered it.
const sites = new Map();

// Workers have a probe of their own and write into the same log; each counts its resources from 1.
const ofThread = (id) => threadId * 2 ** 32 + id;

createHook({
  init(id, name, trigger, resource) {
    // napi-rs names some resources with the zero byte that ends a string in C; Node.js 24 shows it.
    const type = name.replace(/\0+$/, '');
    const made = { id: ofThread(id), type, native: isThreadsafe(type), site: site() ?? sites.get(trigger), by: calls.at(-1)?.name };
    if (made.site === undefined) return;
    sites.set(id, made.site);
    if (type === 'PROMISE') {
      promises.set(resource, made.site);
      // Frames within a function name it.
      if (!made.site.includes('(')) pending.set(id, made.site);
    }
    if (SHORT_LIVED.has(type)) return;
    resources.set(id, { ...made, resource: new WeakRef(resource) });
    tell('made', { ...made, time: now() });
  },
  before: (id) => pending.delete(id),
  promiseResolve: (id) => pending.delete(id),
  destroy(id) {
    sites.delete(id);
    pending.delete(id);
    const referenced = isReferenced(resources.get(id));
    if (resources.delete(id)) tell('gone', { id: ofThread(id), time: now(), referenced });
  },
}).enable();

// Resources that are not of Node.js's own kinds are a native addon's: its ThreadsafeFunctions, which own a uv_async_t
// each, and its async work, which does not. napi-rs names its async work `undefined`.
const isWork = (type) => type === 'undefined' || /work/i.test(type);
const ofNodeItself = new Set([...Object.keys(asyncWrapProviders), 'Timeout', 'Immediate', 'TickObject', 'Microtask']);
const isThreadsafe = (type) => !ofNodeItself.has(type) && !isWork(type);

/** Whether a resource holds the event loop; `null` where that is not known. */
function isReferenced(resource) {
  if (resource === undefined) return null;
  // Requests and queued work, unlike handles, hold the event loop for as long as they are under way.
  if (isWork(resource.type) || resource.type.includes('REQ')) return true;
  return resource.resource.deref()?.hasRef?.() ?? null;
}

function dump() {
  for (const resource of resources.values()) tell('alive', { id: resource.id, referenced: isReferenced(resource) });
  tell('dump', {});
  collectGarbage(3);
}

/** A process that ends now emits `exit`, and would have ended as soon as V8 had collected garbage; one that does not is killed. */
function collectGarbage(turns) {
  gc();
  if (turns > 1) return setImmediate(collectGarbage, turns - 1);
  // What has been collected ends its affairs in callbacks; the timer itself keeps nothing alive.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100).unref();
}

process.on('SIGUSR2', dump);
