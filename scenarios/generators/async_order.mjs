/*---
summary = "Several `next` at once run at once: they settle in the order of their answers, and an error or a panic rejects one alone"
shows = ["AsyncGenerator::next", "AnsweredGenerator"]
claim = "async-generator-queues-requests"
tags = ["generator", "async", "errors", "panic"]
[expect]
panics = ["no room for an item"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { AnsweredGenerator, census } from '#addon';

const generator = new AnsweredGenerator();
const iterator = generator[Symbol.asyncIterator]();
const asked = [0, 1, 2, 3].map((number) =>
  iterator.next().then(
    ({ value, done }) => console.log('next', number, 'resolved:', { value, done }),
    ({ code, message }) => console.log('next', number, 'rejected:', code, message),
  ),
);
console.log('asked:', generator.asked(), 'under way:', census().alive);

generator.answer(2, 22);
await asked[2];
generator.fail(1, 'nobody knows');
await asked[1];
// The message of a panic that is put together is not passed on.
generator.panic(3, 'no room for an item');
await asked[3];
generator.answer(0);
await asked[0];
console.log('under way:', census().alive);
