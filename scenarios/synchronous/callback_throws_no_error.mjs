/*---
summary = "A value thrown in a synchronous callback that is no Error is lost: another error comes out in its place"
shows = ["processUserData", "Function::call"]
tags = ["sync", "throws"]
---*/
import { processUserData } from '#addon';

const object = { reason: 'no greeting', toString: () => 'an object' };
for (const thrown of ['a string', 42, null, undefined, object, Symbol('a symbol')]) {
  try {
    processUserData('alice', () => {
      throw thrown;
    });
  } catch (caught) {
    console.log('thrown:', thrown);
    console.log('  caught the same:', caught === thrown);
    console.log(`  caught: ${caught.name}, ${caught.code}, ${caught.message}`);
  }
}
