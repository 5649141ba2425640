/*---
summary = "A watcher of files is never closed"
timeout = "3s"
---*/
import { watch } from 'node:fs';

watch('.', () => {}); // place: watcher_left_open
