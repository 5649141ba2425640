/*---
summary = "A synchronous callback whose Rust type returns () may return anything: the value is ignored"
shows = ["optionalCallback", "Function::call"]
tags = ["sync", "wrong-type"]
---*/
import { optionalCallback } from '#addon';

for (const answer of [undefined, 42, 'text', {}, Symbol('symbol')]) {
  console.log(
    answer,
    '->',
    optionalCallback('value', () => answer),
  );
}
