'use strict';
// The body of a locating run, which `iterate` hands its work to: it is done once more while everything that is made is noted, with what is
// there when half of it is done and when all is. What grew in both halves accumulates.

const { copyFileSync, openSync, writeFileSync, writeSync } = require('node:fs');

/** As the preloaded library reads it: whether what is made now is noted. */
function switchOf(file) {
  if (file === undefined) return () => {};
  const descriptor = openSync(file, 'r+');
  const word = new BigUint64Array(1);
  return (on) => {
    word[0] = on ? 1n : 0n;
    writeSync(descriptor, word, 0, word.byteLength, 0);
  };
}

/** Handles and the like that JavaScript makes, by kind and the stack that made them. */
function resources() {
  const alive = new Map();
  // One string for all that are made alike: it would be in the heap's own account.
  const known = new Map();
  const { createHook } = require('node:async_hooks');
  const shortLived = new Set(['PROMISE', 'TickObject', 'Microtask', 'Immediate', 'Timeout']);
  const hook = createHook({
    init(id, type) {
      // Not each line feed: a folder's name may hold one.
      if (shortLived.has(type)) return;
      const made = JSON.stringify([type.replace(/\0+$/, ''), new Error().stack]);
      if (!known.has(made)) known.set(made, made);
      alive.set(id, known.get(made));
    },
    destroy(id) {
      alive.delete(id);
    },
  });
  return {
    note: (on) => (on ? hook.enable() : hook.disable()),
    count() {
      const counted = {};
      for (const made of alive.values()) counted[made] = (counted[made] ?? 0) + 1;
      return counted;
    },
  };
}

/** Bun writes such a file, too, but numbers its objects anew each time. */
function snapshot(file) {
  if (!globalThis.Bun) require('node:v8').writeHeapSnapshot(file);
}

exports.locate = async function locate({ work, iterations, collect, folder, kinds, sites }) {
  const wants = (...some) => some.some((kind) => kinds.includes(kind));
  const note = switchOf(sites);
  const handles = wants('handles') ? resources() : undefined;
  // Frames of the program may lie below many of its packages'.
  Error.stackTraceLimit = 50;
  const half = Math.max(1, Math.floor(iterations / 2));
  const rounds = { start: [0, 0], half: [0, half], whole: [half, 2 * half] };
  for (const [round, [from, to]] of Object.entries(rounds)) {
    note(true);
    handles?.note(true);
    for (let i = from; i < to; i++) await work(i);
    await collect();
    note(false);
    if (sites) copyFileSync(sites, `${folder}/sites.${round}`);
    if (handles) writeFileSync(`${folder}/handles.${round}.json`, JSON.stringify(handles.count()));
    if (wants('heap', 'external')) snapshot(`${folder}/heap.${round}.json`);
  }
  return half;
};
