/*---
summary = "optionalCallback calls back if it was given a function, and works alike with undefined, null or nothing"
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
