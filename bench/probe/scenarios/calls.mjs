/*---
summary = "How long a call of the addon takes, with the calls of Node-API that it makes"
---*/
import { appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { optionalCallback } from '#addon';
import { fastest } from './fixtures/fastest.cjs';

const here = dirname(fileURLToPath(import.meta.url));
appendFileSync(join(here, '..', 'calls'), `${fastest(() => optionalCallback('value'))}\n`);
