/*---
summary = "process.exit in onUpdate ends the process in mid-game"
shows = ["GameEngine"]
tags = ["use-case", "game", "exit"]
[expect]
end = "exit 3"
---*/
import { GameEngine } from '#addon';

const game = new GameEngine([]);
let steps = 0;
game.onUpdate(() => {
  steps += 1;
  console.log('step', steps);
  if (steps === 2) process.exit(3);
});
game.start();
