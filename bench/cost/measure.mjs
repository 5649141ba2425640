// One process of measurements: everything in each round, napi-rs and the floor by turns, so that what else the machine
// does meets both. Prints one line of JSON: for each way and side the figures of all rounds.

import { createRequire } from 'node:module';

import { verify } from './verify.mjs';
import { allAtOnce, ownQueues } from './ways/all-at-once.mjs';
import { compared, mainThread } from './ways/main-thread.mjs';
import { oneByOne } from './ways/one-by-one.mjs';
import { turn } from './ways/turn.mjs';

const [path, rounds] = process.argv.slice(2);
const addon = createRequire(import.meta.url)(path);
const WARMING_UP = 3;

const ways = { ...mainThread, ...compared, ...allAtOnce, ...ownQueues, ...oneByOne };
const figures = Object.fromEntries(Object.keys(ways).map((name) => [name, { napi: [], floor: [] }]));

// A weak ThreadsafeFunction does not hold the process.
const hold = setInterval(() => {}, 1_000);
await verify(addon);
for (let round = -WARMING_UP; round < Number(rounds); round += 1) {
  const order = round % 2 === 0 ? ['napi', 'floor'] : ['floor', 'napi'];
  // Whichever way comes first after another one would pay for what that left behind.
  for (const [name, way] of shuffled(Object.entries(ways))) {
    for (const side of way.floorAlone ? ['floor'] : order) {
      await turn();
      const { user, system } = process.cpuUsage();
      const wall = await way.measure(addon[side], addon);
      const after = process.cpuUsage();
      const cpu = ((after.user + after.system - user - system) * 1_000) / way.calls;
      if (round >= 0) figures[name][side].push({ wall, cpu });
    }
  }
}
clearInterval(hold);

const { bun, node } = process.versions;
console.log(JSON.stringify({ runtime: bun ? `Bun ${bun}` : `Node.js ${node}`, rounds: Number(rounds), figures }));

function shuffled(values) {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
  return values;
}
