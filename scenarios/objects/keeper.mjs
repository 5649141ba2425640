/*---
summary = "A class gives back the very callback that it keeps, calls it until it is released, and lets it replace itself while it runs"
shows = ["CallbackKeeper", "FunctionRef", "FunctionRef::borrow_back"]
tags = ["objects", "release", "reentrancy"]
---*/
import { CallbackKeeper } from '#addon';

const first = (value) => `first of ${value}`;
const second = (value) => `second of ${value}`;

const keeper = new CallbackKeeper(first);
console.log(keeper.call('a'), keeper.isKeeping);
console.log('replaced:', keeper.replace(second) === first, keeper.call('b'));
console.log('taken:', keeper.take() === second, keeper.call('c'), keeper.isKeeping);
console.log('taken again:', keeper.take());
console.log('put back:', keeper.replace(first), keeper.call('d'));
keeper.release();
keeper.release();
console.log('released:', keeper.call('e'));

keeper.replace((value) => {
  const running = keeper.replace(second);
  keeper.release();
  keeper.replace(first);
  return `${value}, replaced while it ran: ${typeof running}`;
});
console.log(keeper.call('f'));
console.log(keeper.call('g'));

keeper.replace((value) => (value === '' ? 'done' : keeper.call(value.slice(1))));
console.log('recursive:', keeper.call('aaa'));
