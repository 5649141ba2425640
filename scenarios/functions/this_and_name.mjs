/*---
summary = "apply passes `this`, bind fixes it for later calls, and name reads the property, whatever that is"
shows = ["Function::apply", "Function::bind", "Function::name", "applyFunction", "bindAndCall", "bindFunction", "nameOfFunction"]
tags = ["sync", "this"]
---*/
import { applyFunction, bindAndCall, bindFunction, nameOfFunction } from '#addon';

function attempt(call) {
  try {
    return call();
  } catch (error) {
    return error.message;
  }
}

function strict(argument) {
  return [this, argument];
}
// A sloppy function makes an object of `this`, and the global object where there is none.
const sloppy = new Function('argument', "return [this === globalThis ? 'the global object' : this, argument]");

for (const thisValue of [{ name: 'an object' }, 'text', undefined]) {
  console.log('this:', thisValue);
  console.log('  apply: ', applyFunction(strict, thisValue));
  console.log('  apply, sloppy:', applyFunction(sloppy, thisValue));
  console.log('  bind:  ', bindAndCall(strict, thisValue));
}

const bound = bindFunction(strict, 'the first');
console.log('bound:', bound('x'), bindFunction(bound, 'the second')('y'), applyFunction(bound, 'the third'));
console.log(
  'bind of no function:',
  attempt(() => bindFunction({ bind: undefined }, 1)),
);
console.log('bind of what has its own bind:', bindFunction({ bind: (thisValue) => `bound to ${thisValue}` }, 1));

class Named {}
const names = {
  'a function': strict,
  'an arrow': () => {},
  'a class': Named,
  'a bound function': bound,
  'no name': (() => () => {})(),
  renamed: Object.defineProperty(() => {}, 'name', { value: 'another' }),
  'a number': Object.defineProperty(() => {}, 'name', { value: 42 }),
  'no function': { name: 'of an object' },
};
for (const [what, callback] of Object.entries(names)) {
  console.log(
    `name of ${what}:`,
    attempt(() => nameOfFunction(callback)),
  );
}
