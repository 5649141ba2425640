/*---
summary = "A helper calls process.exit(0) in the midst of the program, as command lines do for --help"
[expect]
within = "5s"
---*/
function parse(words) {
  if (words.includes('--help')) {
    console.log('usage: build [FILE]');
    process.exit(0); // place: exits_in_a_helper
  }
  return words;
}
const options = parse(['build', '--help']);
console.log('building', ...options);
