/*---
summary = "A worker that is terminated in onUpdate gets no further call, and the main thread's game goes on"
shows = ["GameEngine"]
tags = ["use-case", "game", "worker"]
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { GameEngine } from '#addon';
import { gate, mustCall } from '#harness';

const game = new GameEngine([]);
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await gate('in-update').opened();
  await worker.terminate();
  console.log('terminated');

  game.onUpdate(
    mustCall(() => {
      console.log('the game of the main thread goes on');
      game.stop();
    }),
  );
} else {
  game.onUpdate(() => {
    gate('in-update').open();
    // Until the worker is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
}
game.start();
