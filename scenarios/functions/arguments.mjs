/*---
summary = "FnArgs passes 1 to 26 arguments each in its place, a bare tuple is one array, and a type without size is no argument at all"
shows = ["FnArgs", "Null", "FunctionCallContext::args", "callWithEachCount", "callWithBareTuple", "callWithUnit", "callWithNull", "sumOfTuple"]
tags = ["sync", "arguments"]
---*/
import {
  callWithBareTuple,
  callWithEachCount,
  callWithErr,
  callWithNone,
  callWithNull,
  callWithNullInFnArgs,
  callWithUnconvertible,
  callWithUnit,
  sumOfTuple,
} from '#addon';
import { mustCall, mustNotCall } from '#harness';

callWithEachCount(mustCall((...numbers) => console.log(numbers.join(' ')), 26));

const sum = sumOfTuple();
const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);
console.log('sums of tuples:', upTo(26).map((count) => sum(...upTo(count))).join(' '));
for (const count of [0, 27]) {
  try {
    sum(...upTo(count));
  } catch (error) {
    console.log(error.message);
  }
}

const print = (name) => mustCall((...args) => console.log(`${name}:`, args));
callWithBareTuple(print('a bare tuple'));
callWithUnit(print('()'));
callWithNull(print('Null'));
callWithNullInFnArgs(print('Null in FnArgs'));
callWithNone(print('None'));
callWithErr(mustCall((error) => console.log('Err:', error instanceof Error, error.code, error.message)));
try {
  callWithUnconvertible(mustNotCall('a callback whose arguments cannot be converted'));
} catch (error) {
  console.log(`an argument that cannot be converted: ${error.code}: ${error.message}`);
}
