/*---
summary = "A callback that replaces itself is not called again; its successor is, from the next step on"
shows = ["GameEngine", "FunctionRef"]
tags = ["use-case", "game"]
---*/
import { GameEngine } from '#addon';
import { mustCall } from '#harness';

const game = new GameEngine([]);
game.onUpdate(
  mustCall(() => {
    console.log('the first');
    game.onUpdate(
      mustCall(() => {
        console.log('the second');
        game.stop();
      }),
    );
  }),
);
game.start();
