/*---
summary = "What onUpdate or onCollision throws, or rejects with, nobody catches: it ends the process"
shows = ["GameEngine"]
tags = ["use-case", "game", "errors", "fatal"]
[variants]
how = ["throws-in-onUpdate", "rejects-in-onUpdate", "throws-in-onCollision", "rejects-in-onCollision"]
[expect]
end = "uncaught"
[[on]]
name = "says-null"
runtimes = ["deno"]
sometimes = true
because = "Deno loses now and then what a native callback throws, and reports null"
---*/
import { GameEngine } from '#addon';
import { variant } from '#harness';

const bodies = [
  { name: 'left', position: 0, velocity: 10, radius: 1 },
  { name: 'right', position: 6, velocity: -10, radius: 1 },
];
const game = new GameEngine(bodies);
const fails = (where) => () => {
  if (variant.how === `throws-in-${where}`) throw new Error(variant.how);
  if (variant.how === `rejects-in-${where}`) return Promise.reject(new Error(variant.how));
};
game.onUpdate(fails('onUpdate'));
game.onCollision(fails('onCollision'));
game.start();
