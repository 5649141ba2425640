/*---
summary = "A visitor's return value is checked: a wrong type, or the promise of an async visitor, is an error that names the expected type; null changes nothing"
shows = ["transform", "visitor"]
tags = ["visitor", "errors"]
[variants]
returned = ["number", "null", "array", "object", "function", "promise"]
---*/
import { transform } from 'lightningcss';
import { mustCall, variant } from '#harness';

const declaration = { property: 'color', value: { type: 'rgb', r: 0, g: 0, b: 255, alpha: 1 } };
const returned = {
  number: 3,
  null: null,
  array: [declaration, 3],
  object: { property: 'color', value: { type: 'ultraviolet' } },
  function: () => declaration,
  promise: Promise.resolve(declaration),
}[variant.returned];

try {
  const { code } = transform({
    filename: 'a.css',
    code: Buffer.from('.a { color: red }'),
    minify: true,
    visitor: { Declaration: mustCall(() => returned) },
  });
  console.log(code.toString());
} catch ({ name, message, code }) {
  console.log({ name, message, code });
}
