/*---
summary = "throw_error and its sisters throw their class with a code, if one is given; a zero byte is refused, or drops the code"
shows = ["Env::throw_error", "Env::throw_type_error", "Env::throw_range_error", "Env::throw_syntax_error", "throwByEnv"]
tags = ["errors", "sync", "throws"]
---*/
import { throwByEnv } from '#addon';

const classes = ['Error', 'TypeError', 'RangeError', 'SyntaxError'];
const attempts = [
  ['a message', 'E_CODE'],
  ['no code', null],
  ['', ''],
  ['a zero byte in the code', 'E\0CODE'],
  ['a zero byte: \0', 'E_CODE'],
];
for (const name of classes) {
  for (const [message, code] of attempts) {
    // It panics on a zero byte: exceptions/zero_byte_panics.
    if (name === 'SyntaxError' && `${message}${code}`.includes('\0')) continue;
    try {
      throwByEnv(name, message, code);
      console.log('not thrown');
    } catch (error) {
      const { message, code } = error;
      console.log(Object.getPrototypeOf(error) === globalThis[name].prototype ? name : error.name, { message, code });
    }
  }
}
