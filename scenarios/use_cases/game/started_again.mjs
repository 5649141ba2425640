/*---
summary = "A game that is stopped and started in one callback goes on, and what was due in the one before comes to nothing"
shows = ["GameEngine"]
tags = ["use-case", "game", "close"]
---*/
import { GameEngine } from '#addon';
import { mustCall, pace } from '#harness';

const game = new GameEngine([]);
let steps = 0;
let isSameTurn = false;
game.onUpdate(
  mustCall(() => {
    steps += 1;
    console.log('step', steps, isSameTurn ? 'of the game before' : '');
    if (steps === 1) {
      // Meanwhile several steps fall due, which are made up for at once.
      const end = performance.now() + pace(500);
      while (performance.now() < end);
    }
    if (steps === 2) {
      game.stop();
      game.start();
      game.start();
      isSameTurn = true;
      setImmediate(() => (isSameTurn = false));
    }
    if (steps === 4) game.stop();
  }, 4),
);
game.start();
