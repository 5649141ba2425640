/*---
summary = "optionalCallback calls back if given a function; undefined, null or no argument all work the same"
shows = ["optionalCallback", "Option<Function>"]
tags = ["callback-example", "sync"]
---*/
import { optionalCallback } from '#addon';
import { mustCall } from '#harness';

const heard = mustCall((result) => console.log('heard', result));

console.log('with a callback:', optionalCallback('a', heard));
console.log('without:', optionalCallback('b'));
console.log('undefined:', optionalCallback('c', undefined));
console.log('null:', optionalCallback('d', null));
