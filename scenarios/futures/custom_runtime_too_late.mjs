/*---
summary = "create_custom_tokio_runtime after the addon is loaded is not refused: its runtime waits until the first one is shut down and started"
shows = ["offerRuntime", "create_custom_tokio_runtime"]
tags = ["future", "runtime"]
---*/
import { asyncThread, offerRuntime, shutdownRuntime, startRuntime } from '#addon';

const restart = () => {
  shutdownRuntime();
  startRuntime();
};
offerRuntime('the offered runtime');
offerRuntime('a second one, which is dropped');
console.log('offered:', await asyncThread());
restart();
console.log('restarted:', await asyncThread());
restart();
console.log('restarted again:', await asyncThread());
