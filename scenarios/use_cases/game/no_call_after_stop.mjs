/*---
summary = "After stop() no callback comes, though the clock has called already while JavaScript was busy"
shows = ["GameEngine"]
tags = ["use-case", "game", "close", "queue"]
[variants]
where = ["outside", "onUpdate", "onCollision"]
---*/
import { GameEngine } from '#addon';
import { pace, variant } from '#harness';

const bodies = [
  { name: 'left', position: 0, velocity: 10, radius: 1 },
  { name: 'right', position: 6, velocity: -10, radius: 1 },
];
const game = new GameEngine(bodies);
let stopped = false;
let called = 0;
const stop = () => {
  // The clock ticks meanwhile, and its call waits in the queue.
  const end = performance.now() + pace(500);
  while (performance.now() < end);
  game.stop();
  game.stop();
  stopped = true;
};
const told = (where) => () => {
  called += 1;
  if (stopped) console.log(where, 'came too late');
  else if (variant.where === where) stop();
};
game.onUpdate(told('onUpdate'));
game.onCollision(told('onCollision'));
game.start();
if (variant.where === 'outside') stop();

process.on('exit', () => {
  console.log('stopped:', stopped);
  console.log('called before that:', called > 0);
});
