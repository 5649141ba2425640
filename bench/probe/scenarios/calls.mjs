/*---
summary = "How long a call of the addon takes, with the calls of Node-API that it makes"
---*/
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionalCallback } from '#addon';

const CALLS = 20_000;
const round = () => {
  const begin = process.hrtime.bigint();
  for (let i = 0; i < CALLS; i += 1) optionalCallback('value');
  return Number(process.hrtime.bigint() - begin) / CALLS;
};
round();
// The fastest of a few is the one that nothing else disturbed.
const fastest = Math.min(...Array.from({ length: 5 }, round));
appendFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', 'calls'), `${fastest}\n`);
