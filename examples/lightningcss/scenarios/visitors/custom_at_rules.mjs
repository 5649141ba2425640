/*---
summary = "Custom at-rules are passed to their visitors, which may remove or replace them, as for mixins; a syntax violation is an error with its location"
shows = ["transform", "customAtRules"]
tags = ["visitor", "errors"]
---*/
import { transform } from 'lightningcss';
import { mustCall } from '#harness';

const mixins = new Map();

const apply = (css) =>
  transform({
    filename: 'a.css',
    code: Buffer.from(css),
    minify: true,
    customAtRules: {
      mixin: { prelude: '<custom-ident>', body: 'style-block' },
      apply: { prelude: '<custom-ident>' },
    },
    visitor: { Rule: { custom: { mixin, apply: ({ prelude }) => mixins.get(prelude.value) } } },
  }).code.toString();

const mixin = mustCall(({ prelude, body }) => {
  mixins.set(prelude.value, body.value);
  return [];
});

console.log(apply('@mixin box { width: 2px; &:hover { color: red } } .a { @apply box; }'));
try {
  apply('@mixin 3px { color: red }');
} catch ({ name, fileName, loc, data }) {
  console.log({ name, fileName, loc, data });
}
