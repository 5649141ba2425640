/*---
summary = "A synchronous call sleeps for longer than the timeout"
timeout = "2s"
---*/
import addon from '#addon';

addon.convert(6000, false); // place: slow_call
