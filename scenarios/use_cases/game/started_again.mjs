/*---
summary = "A game that is stopped and started in one callback goes on, and the calls of the one before come to nothing"
shows = ["GameEngine"]
tags = ["use-case", "game", "close"]
---*/
import { GameEngine } from '#addon';
import { mustCall } from '#harness';

const game = new GameEngine([]);
let steps = 0;
game.onUpdate(
  mustCall(() => {
    steps += 1;
    console.log('step', steps);
    if (steps === 3) {
      game.stop();
      game.start();
      game.start();
    }
    if (steps === 5) game.stop();
  }, 5),
);
game.start();
