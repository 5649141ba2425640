/*---
summary = "A kept callback that throws or answers with a wrong type fails that call alone; what is no function is found out at the call"
shows = ["CallbackKeeper", "FunctionRef", "Function::call"]
tags = ["objects", "throws", "errors", "types"]
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno makes a reference to what is no object, too, and has a status of its own for what is no function"
---*/
import { CallbackKeeper } from '#addon';

const failure = new Error('no answer');
let answer;
const keeper = new CallbackKeeper(() => answer());
const call = (title) => {
  try {
    console.log(`${title}:`, keeper.call('a'));
  } catch (error) {
    console.log(`${title}:`, error === failure ? 'the same error' : (error.code ?? error.name));
  }
};
answer = () => {
  throw failure;
};
call('throws');
answer = () => {
  throw 'a string';
};
call('throws a string');
answer = async () => 'later';
call('answers with a promise');
answer = () => 42;
call('answers with a number');
answer = () => 'still kept';
call('answers');

for (const value of [42, null, undefined]) {
  try {
    new CallbackKeeper(value);
    console.log(`keeping ${value}: kept`);
  } catch {
    console.log(`keeping ${value}: refused`);
  }
}
keeper.replace({});
call('an object');
keeper.replace(class {});
call('a class');
