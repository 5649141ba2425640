/*---
summary = "A non-Error value thrown in a synchronous callback is lost: another error replaces it"
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
