/*---
summary = "A watcher of files is closed"
---*/
import { watch } from 'node:fs';

watch('.', () => {}).close();
