/*---
summary = "With #[napi(strict)], a non-function is rejected by type before the Rust function runs"
shows = ["processUserDataStrict", "napi(strict)"]
tags = ["sync", "not-a-function"]
---*/
import { processUserDataStrict } from '#addon';

for (const callback of [undefined, null, 42, 'text', {}]) {
  try {
    processUserDataStrict('alice', callback);
  } catch (error) {
    console.log(callback, '->', `${error.code}: ${error.message}`);
  }
}
console.log(processUserDataStrict('alice', (name) => `Hello, ${name}!`));
