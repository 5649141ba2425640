/*---
summary = "A custom resolver may answer at once or later; the process exits after the bundle"
shows = ["bundleAsync", "resolver"]
tags = ["bundle", "exit"]
[variants]
answer = ["now", "later"]
---*/
import { bundleAsync } from 'lightningcss';
import { mustCall, variant } from '#harness';

const files = {
  'main.css': '@import "one"; .main { color: red }',
  'one.css': '@import "two"; .one { color: green }',
  'two.css': '.two { color: blue }',
};
const answer = (value) => (variant.answer === 'later' ? new Promise((resolve) => setImmediate(resolve, value)) : value);

const { code } = await bundleAsync({
  filename: 'main.css',
  minify: true,
  resolver: {
    resolve: mustCall((specifier) => answer(`${specifier}.css`), 2),
    read: mustCall((file) => answer(files[file]), 3),
  },
});
console.log(code.toString());
