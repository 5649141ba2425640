/*---
summary = "A ScopedTask resolves to whatever a callback of JavaScript's makes of its output, and an error that the callback throws rejects it"
shows = ["ScopedTask", "FunctionRef::borrow_back", "Function::call", "countWords"]
tags = ["task", "errors"]
[[on]]
name = "keeps-primitives"
runtimes = ["deno"]
because = "napi_create_reference takes values that are no objects in Deno, so that napi can keep a string that was thrown"
---*/
import { census, countWords, takeTaskJournal } from '#addon';

const text = 'as simple as that';
const answer = { words: 0 };
console.log('the same object:', (await countWords(text, (words) => Object.assign(answer, { words }))) === answer, answer);
console.log('follows a promise:', await countWords(text, async (words) => words * 2));
for (const thrown of [new RangeError('too many words'), 'a string']) {
  const callback = () => {
    throw thrown;
  };
  await countWords(text, callback).catch((error) =>
    console.log('threw', thrown.message ?? thrown, '-> the same:', error === thrown, error.code, error.message),
  );
}
console.log(takeTaskJournal().length / 2, 'tasks ended');
const { made, dropped } = census();
console.log({ made, dropped });
