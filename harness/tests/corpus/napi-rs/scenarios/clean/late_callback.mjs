/*---
summary = "A callback comes after half a second"
timeout = "15s"
---*/
import { callLater } from '#addon';

callLater((ms) => console.log('called after', ms), 500);
