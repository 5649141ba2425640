/*---
summary = "An Error that read or resolve throws or rejects with arrives as the same object, with the location of the @import added; the process exits"
shows = ["bundleAsync", "resolver"]
tags = ["bundle", "errors", "exit"]
[variants]
step = ["read", "resolve"]
how = ["throws", "rejects"]
---*/
import { bundleAsync } from 'lightningcss';
import { mustCall, variant } from '#harness';

const thrown = new TypeError('not there', { cause: 'the network' });
const fail = mustCall(() => {
  if (variant.how === 'throws') throw thrown;
  return Promise.reject(thrown);
});
const main = '@import "other.css"; .a { color: red }';

try {
  await bundleAsync({
    filename: 'main.css',
    resolver: {
      resolve: (specifier) => (variant.step === 'resolve' ? fail() : specifier),
      read: (file) => (file === 'main.css' ? main : fail()),
    },
  });
} catch (error) {
  const { name, message, cause, fileName, loc, data } = error;
  console.log('the thrown one:', error === thrown, { name, message, cause, fileName, loc, data });
}
