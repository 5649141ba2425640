/*---
summary = "Games that start and stop accumulate nothing"
shows = ["GameEngine"]
tags = ["use-case", "game", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps some bytes of each game" }
[growth]
iterations = 300
---*/
import { GameEngine } from '#addon';
import { iterate } from '#harness';

await iterate(
  () =>
    new Promise((resolve) => {
      const game = new GameEngine([]);
      game.onUpdate(() => {
        game.stop();
        resolve();
      });
      game.start();
    }),
);
