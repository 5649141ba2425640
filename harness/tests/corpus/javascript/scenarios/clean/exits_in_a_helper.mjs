/*---
summary = "A helper returns to the program"
[expect]
within = "5s"
---*/
function parse(words) {
  if (words.includes('--help')) console.log('usage: build [FILE]');
  return words;
}
const options = parse(['build', '--help']);
console.log('building', ...options);
