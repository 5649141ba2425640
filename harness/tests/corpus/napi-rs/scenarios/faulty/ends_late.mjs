/*---
summary = "A thread holds a ThreadsafeFunction for a while after all is done"
[expect]
within = "500ms"
---*/
import { callLater } from '#addon';

callLater(() => {}, 1500); // place: ends_late
