/*---
summary = "A non-Error value thrown in a synchronous callback is lost: another error replaces it"
shows = ["processUserData", "Function::call"]
tags = ["sync", "throws"]
[[on]]
name = "in-other-words"
runtimes = ["bun"]
because = "JavaScriptCore words the TypeError of a symbol otherwise"
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno's napi_create_reference takes what is no object, so that the value that was thrown is known"
---*/
import { processUserData } from '#addon';

const object = { reason: 'no greeting', toString: () => 'an object' };
for (const thrown of ['a string', 42, null, undefined, object, Symbol('symbol')]) {
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
