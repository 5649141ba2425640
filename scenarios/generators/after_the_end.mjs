/*---
summary = "A Generator that is at its end is asked again, one that returned is not, and a caught throw revives it"
shows = ["Generator::next", "Generator::complete", "Generator::catch", "StepGenerator"]
claim = "completed-generator-stays-completed"
tags = ["generator"]
---*/
import { StepGenerator } from '#addon';

function* javascripts() {
  try {
    yield 1;
  } catch (error) {
    yield error;
  }
}

// `generator_next` in bindgen_runtime/iterator.rs notes the end for its result alone.
const ended = new StepGenerator(1);
console.log('spread:', [...ended], 'heard:', ended.heard().join());
console.log('next():', ended.next(), 'heard:', ended.heard().join());

const returned = new StepGenerator(9);
returned.return('enough');
returned.heard();
console.log('next() after return():', returned.next(), 'heard:', returned.heard().length);
console.log('throw(7):', returned.throw(7));
console.log('next() after that:', returned.next());

// `catch` may end it, too.
console.log('throw(null):', returned.throw(null), 'then next():', returned.next());
returned.throw(7);
try {
  returned.throw(new Error('not caught'));
} catch (error) {
  console.log('throw(error):', error.message, 'then next():', returned.next());
}

const own = javascripts();
own.return('enough');
try {
  own.throw(7);
} catch (error) {
  console.log("JavaScript's own generator throws", error, 'then next():', own.next());
}
