/*---
summary = "An Error that a visitor throws arrives as the same object; a string loses its text, and a non-Error object its message"
shows = ["transform", "visitor"]
tags = ["visitor", "errors"]
[variants]
thrown = ["error", "string", "undefined", "object"]
---*/
import { transform } from 'lightningcss';
import { mustCall, variant } from '#harness';

const thrown = {
  error: new TypeError('out of paper', { cause: 'the printer' }),
  string: 'out of paper',
  undefined,
  object: { message: 'out of paper' },
}[variant.thrown];
const of = (visitor) => transform({ filename: 'a.css', code: Buffer.from('.a { color: red }'), minify: true, visitor });

const fail = mustCall(() => {
  throw thrown;
});
try {
  of({ Declaration: fail });
} catch (error) {
  const { name, message, code, cause } = error;
  console.log('the thrown one:', error === thrown, { name, message, code, cause });
}
console.log('and then:', of({}).code.toString());
