/*---
summary = "Causes go both ways with their objects, except where build_callback fails; what Rust changes in an error that JavaScript threw, JavaScript never sees"
shows = ["Error::set_cause", "Error::cause", "ThreadsafeFunction::call", "ThreadsafeFunctionBuilder::build_callback", "throwWithCauses", "rejectWithCauses", "passWithCauses", "failWithCauses", "reasonsOf", "wrapThrown", "editThrown"]
tags = ["errors", "cause", "throws"]
---*/
import {
  editThrown,
  failWithCauses,
  passWithCauses,
  reasonsOf,
  rejectWithCauses,
  throwWithCauses,
  wrapThrown,
} from '#addon';

function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return 'nothing was thrown';
}
const throws = (error) => () => {
  throw error;
};
const describe = (error) => (error instanceof Error ? `${error.name} ${error.code} ${error.message}` : error);

function chain(error) {
  return error === undefined ? [] : [`${describe(error)}`, ...chain(error.cause)];
}

const reasons = ['outer', 'middle', 'inner'];
console.log('made by Rust and thrown:', chain(thrownBy(() => throwWithCauses(reasons))));
console.log('rejected:', chain(await rejectWithCauses(reasons).catch((error) => error)));
console.log('passed from a thread:', chain(await new Promise((resolve) => passWithCauses(reasons, resolve))));
console.log('of failed arguments:', chain(await new Promise((resolve) => failWithCauses(reasons, resolve))));

const inner = new RangeError('inner');
const outer = new TypeError('outer', { cause: inner });
console.log('seen by Rust:', reasonsOf(throws(outer)));
console.log('a cause that is no error:', reasonsOf(throws(new Error('outer', { cause: 'a string' }))).length);
console.log('a cause that is null:', reasonsOf(throws(new Error('outer', { cause: null }))).length);

const wrapped = thrownBy(() => wrapThrown(throws(outer)));
console.log('wrapped by Rust:', describe(wrapped), wrapped.cause === outer, wrapped.cause.cause === inner);

const edited = thrownBy(() => editThrown(throws(outer)));
console.log('edited by Rust:', describe(edited), edited === outer, edited.cause === inner);
