/*---
summary = "Each composed visitor gets what the one before it returned; a renamed declaration is no longer visited under its old name"
shows = ["composeVisitors"]
tags = ["visitor"]
---*/
import { composeVisitors, transform } from 'lightningcss';
import { mustCall, mustNotCall } from '#harness';

const renames = {
  Declaration: { width: mustCall((declaration) => ({ ...declaration, property: 'height' })) },
  Length: mustCall(({ unit, value }) => ({ unit, value: value * 2 })),
};
const follows = {
  Declaration: { width: mustNotCall('width'), height: mustCall() },
  Length: mustCall(({ unit, value }) => ({ unit, value: value + 1 })),
};
const { code } = transform({
  filename: 'a.css',
  code: Buffer.from('.a { width: 5px }'),
  minify: true,
  visitor: composeVisitors([renames, follows]),
});
console.log(code.toString());
