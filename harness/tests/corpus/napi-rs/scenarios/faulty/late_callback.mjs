/*---
summary = "A callback that comes after five seconds is called a hang"
timeout = "15s"
[expect]
end = "hang"
---*/
import { callLater } from '#addon';

callLater((ms) => console.log('called after', ms), 5000); // place: late_callback
