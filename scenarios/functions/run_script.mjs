/*---
summary = "run_script evaluates in the global scope; what the script throws is thrown, even if Rust means to swallow it"
shows = ["Env::run_script", "runScript", "runScriptForNumber", "callScriptedFunction", "runScriptAndSwallow"]
tags = ["sync", "throws"]
---*/
import { callScriptedFunction, runScript, runScriptAndSwallow, runScriptForNumber } from '#addon';

console.log(runScript('[1, 2, 3].map((n) => n * n)'), runScriptForNumber('6 * 7'));
console.log(callScriptedFunction('(name) => `Hello, ${name}!`', 'Ada'));

globalThis.shared = 'of the global scope';
const local = 'of this module';
console.log(runScript('shared'), '|', runScript('typeof local, typeof require, this === globalThis'), local.length);
runScript('var declared = 1; let lexical = 2;');
console.log(globalThis.declared, globalThis.lexical, runScript('declared + lexical'));
console.log('no strict mode:', runScript('(function () { return this === globalThis })()'));

const error = (globalThis.error = new TypeError('thrown by a script'));
const calls = {
  throws: () => runScript('throw error'),
  'throws, and Rust swallows it': () => runScriptAndSwallow('throw error'),
  'throws in a function that Rust calls': () => callScriptedFunction('() => { throw error }', 'Ada'),
  'does not parse': () => runScript('let 1'),
  'is no number': () => runScriptForNumber('"text"'),
};
for (const [what, call] of Object.entries(calls)) {
  try {
    console.log(what, '->', call());
  } catch (caught) {
    console.log(`${what} -> ${caught.name}, ${caught.code}, the same object: ${caught === error}`);
  }
}
