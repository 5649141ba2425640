/*---
summary = "classic-level reads a key"
[growth]
---*/
import { ClassicLevel } from 'classic-level';
import { iterate } from '#harness';

// Each write would take room in its write buffer, until that has 4 MB.
const level = new ClassicLevel('level');
await level.put('key', 'value');

await iterate(() => level.get('key'));
