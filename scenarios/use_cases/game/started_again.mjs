/*---
summary = "A game that is stopped and started in one callback goes on, and what was due in the one before comes to nothing"
shows = ["GameEngine"]
tags = ["use-case", "game", "close"]
---*/
import { GameEngine } from '#addon';
import { mustCall, pace } from '#harness';

const game = new GameEngine([]);
let steps = 0;
let restarted;
game.onUpdate(
  mustCall(() => {
    steps += 1;
    console.log('step', steps);
    // The clock of the new game is never early.
    if (steps === 3) console.log('of the new game:', performance.now() - restarted >= pace(20));
    if (steps === 1) {
      // Meanwhile several steps fall due, which are made up for at once.
      const end = performance.now() + pace(500);
      while (performance.now() < end);
    }
    if (steps === 2) {
      game.stop();
      restarted = performance.now();
      game.start();
      game.start();
    }
    if (steps === 4) game.stop();
  }, 4),
);
game.start();
