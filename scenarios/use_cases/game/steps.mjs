/*---
summary = "onUpdate gets the same time for each step, and onCollision the bodies that hit each other, until stop()"
shows = ["GameEngine"]
claim = "use-case-game"
tags = ["use-case", "game"]
---*/
import { GameEngine } from '#addon';
import { mustCall } from '#harness';

const bodies = [
  { name: 'left', position: 0, velocity: 10, radius: 1 },
  { name: 'right', position: 6, velocity: -10, radius: 1 },
];
const game = new GameEngine(bodies);
game.onUpdate(
  mustCall((deltaTime) => {
    console.log(deltaTime);
    if (++steps === 20) game.stop();
  }, 20),
);
let steps = 0;
game.onCollision(mustCall((objectA, objectB) => console.log(`${objectA} hits ${objectB} in step ${steps}`)));
game.start();
console.log('runs:', game.isRunning);

process.on('exit', () => {
  console.log('runs:', game.isRunning);
  for (const { name, velocity } of game.bodies()) console.log(name, velocity);
});
