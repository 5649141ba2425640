/*---
summary = "A game that nobody stops holds the process"
shows = ["GameEngine"]
tags = ["use-case", "game", "liveness"]
timeout = "1s"
[expect]
end = "timeout"
---*/
import { GameEngine } from '#addon';

const game = new GameEngine([]);
game.start();
console.log('started');
