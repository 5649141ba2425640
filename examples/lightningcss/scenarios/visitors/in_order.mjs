/*---
summary = "Visitors are called from the sheet down to the value and back, and what they return replaces what they received"
shows = ["transform", "visitor"]
tags = ["visitor"]
---*/
import { transform } from 'lightningcss';
import { record } from '#harness';

const css = '@media print { .a { width: calc(2px * 2); --b: 5px } }';

const { code } = transform({
  filename: 'a.css',
  code: Buffer.from(css),
  minify: true,
  visitor: {
    StyleSheet: (sheet) => record('StyleSheet', { rules: sheet.rules.length }),
    Rule: {
      media: () => record('Rule media'),
      style: () => record('Rule style'),
    },
    Declaration: ({ property }) => record('Declaration', property),
    Length(length) {
      record('Length', length);
      return { ...length, value: length.value * 10 };
    },
    DeclarationExit: ({ property }) => record('DeclarationExit', property),
    RuleExit: ({ type }) => record('RuleExit', type),
    StyleSheetExit: () => record('StyleSheetExit'),
  },
});
console.log(code.toString());
