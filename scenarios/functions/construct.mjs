/*---
summary = "new_instance makes an instance of a JavaScript class; what its constructor throws comes out as the same object"
shows = ["Function::new_instance", "construct"]
tags = ["sync", "class", "throws"]
---*/
import { construct } from '#addon';

class Box {
  constructor(name, size) {
    Object.assign(this, { name, size, target: new.target.name });
  }
}
class SmallBox extends Box {}

console.log(construct(Box), construct(Box) instanceof Box);
console.log(construct(SmallBox));
console.log(construct(Array));
console.log(
  construct(function () {
    return { made: 'by a function' };
  }),
);
console.log(construct(new Proxy(Box, { construct: (_, args) => ({ trapped: args }) })));

const error = new RangeError('no room');
class Throwing {
  constructor() {
    throw error;
  }
}
for (const [what, constructor] of Object.entries({ Throwing, 'an arrow function': () => {}, 'a number': 42 })) {
  try {
    console.log(what, '->', construct(constructor));
  } catch (caught) {
    console.log(`${what} -> ${caught.name}, the same object: ${caught === error}`);
  }
}
