/*---
summary = "A list of Functions is not looked at before each is called; a list of FunctionRefs is refused as a whole, and may change while it runs"
shows = ["callEachOf", "CallbackPipeline", "Vec", "FunctionRef"]
tags = ["objects", "lists", "throws", "types", "reentrancy"]
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno makes a reference to a number or undefined, too"
---*/
import { CallbackPipeline, callEachOf } from '#addon';

const log = [];
const double = (value) => value * 2;
const noted = (value) => {
  log.push('called');
  return value;
};
const failure = new Error('no');
const fails = () => {
  throw failure;
};
const tell = (title, act) => {
  try {
    console.log(`${title}:`, act(), log.splice(0));
  } catch (error) {
    console.log(`${title}:`, error === failure ? 'the same error' : 'refused', log.splice(0));
  }
};
tell('each', () => callEachOf([double, noted, double], 4));
tell('none', () => callEachOf([], 4));
tell('one throws', () => callEachOf([noted, fails, noted], 4));
tell('a number', () => callEachOf([noted, 42, noted], 4));
tell('a hole', () => callEachOf([noted, , noted], 4));
tell('an object', () => callEachOf([noted, {}, noted], 4));
tell('no array', () => callEachOf(noted, 4));

console.log('a pipeline');
const pipeline = new CallbackPipeline([double, noted]);
tell('run', () => pipeline.run(4));
tell('push', () => pipeline.push(double) ?? pipeline.run(4));
tell('pop', () => pipeline.pop() === double && pipeline.run(4));
for (const stages of [[noted, 42], [noted, , noted], noted]) tell('a new one', () => new CallbackPipeline(stages));
tell('no function', () => new CallbackPipeline([noted, {}]).run(4));
pipeline.push(fails);
tell('one throws', () => pipeline.run(4));
pipeline.pop();
pipeline.push((value) => {
  pipeline.clear();
  pipeline.push(double);
  return value + 1;
});
pipeline.push(double);
tell('changed by a stage', () => pipeline.run(4));
tell('the next run', () => pipeline.run(4));
pipeline.clear();
tell('cleared', () => [pipeline.run(4), pipeline.pop(), pipeline.length]);
