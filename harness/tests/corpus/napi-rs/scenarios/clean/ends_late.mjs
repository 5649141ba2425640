/*---
summary = "A thread gives its ThreadsafeFunction back at once"
[expect]
within = "500ms"
---*/
import { callLater } from '#addon';

callLater(() => {}, 1);
