/*---
summary = "One value can escape from an EscapableHandleScope; the second is refused, and the scope closes on errors, too"
shows = ["EscapableHandleScope::with", "EscapableHandleScope::escape", "longestText", "escapeTwice"]
tags = ["sync", "scope", "throws"]
---*/
import { escapeTwice, longestText } from '#addon';

console.log(longestText(['a', 'three', 'of']));
console.log(longestText(Array.from({ length: 10_000 }, (_, index) => 'x'.repeat(index % 100))).length);

function toString() {
  throw new Error('no text');
}
const calls = {
  'nothing to escape': () => longestText([]),
  'a conversion that throws': () => longestText([{ toString }]),
  'two values': () => escapeTwice({}, {}),
};
for (const [what, call] of Object.entries(calls)) {
  try {
    console.log(what, '->', call());
  } catch (error) {
    console.log(`${what} -> ${error.code}: ${error.message}`);
  }
}
