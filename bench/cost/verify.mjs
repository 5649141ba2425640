// Both sides do what is measured: a floor that did less would be none. Nothing is asserted in a callback, because what it
// throws ends in native code.

import { deepEqual, equal } from 'node:assert/strict';

const AHEAD = 1;
const AFTER_ALL = 0xffff_ffff;
const VALUES = [...Array(100).keys()];

export async function verify(addon) {
  for (const side of [addon.napi, addon.floor]) {
    for (const way of ['call', 'apply', 'callReferenced']) {
      const [came, these, given] = [[], new Set(), {}];
      side[way](
        function (value) {
          came.push(value);
          these.add(this);
          return value;
        },
        VALUES.length,
        given,
      );
      deepEqual(came, VALUES, way);
      deepEqual([...these], [way === 'apply' ? given : undefined], way);
    }
    const arrays = [];
    side.callWithArray((values) => arrays.push([...values]), 2, VALUES.length);
    deepEqual(arrays, [VALUES, VALUES]);
    deepEqual([side.makeClosure()(7), side.echo(7), side.constant()], [7, 7, 1]);

    // Unlimited: they can be filled before JavaScript takes anything.
    const queues = Object.keys(side).filter((way) => /^(nonBlocking|blocking(?!Limit))(?!Limit)/.test(way));
    equal(queues.length, 5);
    for (const way of [...queues, 'callOnMainThread', 'blockingLimit1', 'blockingLimit64', 'nonBlockingLimit64']) {
      const came = await values(side, way, way.includes('Limit') ? 0 : AHEAD);
      const handled = way === 'nonBlockingHandled';
      deepEqual(
        came,
        VALUES.map((value) => (handled ? [null, value] : [value])),
        way,
      );
    }
    const asked = [];
    await new Promise((resolve) => {
      const answer = (value) => {
        if (value === AFTER_ALL) resolve();
        else asked.push(value);
        return value;
      };
      side.callAsync(answer, VALUES.length, 0);
    });
    deepEqual(
      asked.toSorted((a, b) => a - b),
      VALUES,
    );
    for (const way of Object.keys(side).filter((way) => /^(asyncValue|spawnFuture)/.test(way))) {
      const promises = VALUES.map((value) =>
        way.startsWith('async') ? side[way](value) : side[way]((given) => given, value),
      );
      deepEqual(await Promise.all(promises), VALUES, way);
    }
  }
}

function values(side, way, pace) {
  const came = [];
  return new Promise((resolve) => {
    const callback = (...given) => {
      came.push(given);
      if (came.length === VALUES.length) resolve(came);
      return given.at(-1);
    };
    side[way](callback, VALUES.length, pace);
  });
}
