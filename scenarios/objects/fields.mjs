/*---
summary = "Callbacks in an options object are called in the order that Rust says, without a this, and what one throws skips the rest"
shows = ["visitWithHooks", "Function", "Option"]
tags = ["objects", "throws"]
---*/
import { visitWithHooks } from '#addon';

const log = [];
const hooks = {
  before() {
    log.push(`before, this is ${this}`);
  },
  visit(item) {
    log.push(`visit ${item}`);
    return item * 10;
  },
  after(sum) {
    log.push(`after ${sum}`);
  },
};
const told = (result) => console.log(result, log.splice(0));

told(visitWithHooks(hooks, [1, 2]));
told(visitWithHooks({ visit: (item) => -item }, [1, 2]));

const failure = new Error('no such item');
const visit = (item) => {
  log.push(`visit ${item}`);
  throw failure;
};
try {
  visitWithHooks({ ...hooks, visit }, [1, 2]);
} catch (error) {
  told(error === failure);
}

// A getter is run when the object is converted, before anything is called.
const broken = {
  ...hooks,
  get after() {
    log.push('get after');
    throw failure;
  },
};
try {
  visitWithHooks(broken, [1, 2]);
} catch (error) {
  told(error === failure);
}
