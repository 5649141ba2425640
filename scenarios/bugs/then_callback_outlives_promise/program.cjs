/*---
summary = "The callback of PromiseRaw::then can still be called after the promise that then() returned is collected"
tags = ["bug", "promise", "gc"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3458"
kind = "use-after-free"
affected = ["<3.12.2"]
fixed = "3.12.2"
---*/
const { greet } = require('#addon');
const { gc } = require('#harness');

let kept;
const thenable = {
  then(callback) {
    kept = callback;
    return {};
  },
};

async function main() {
  greet(thenable, 'Good morning');
  await gc();
  await gc();
  console.log(kept('Ada'));
}

main();
