// Calls on JavaScript's own thread. Each `measure` says how many nanoseconds a call took; `side` is `addon.napi` or `addon.floor`.

import { turn } from './turn.mjs';

const echo = (value) => value;

/** A loop in Rust, which times itself. */
const inRust = (calls, run) => ({ calls, measure: (side) => run(side, calls) / calls });

/** A loop in JavaScript. */
const inJavaScript = (calls, callee) => ({
  calls,
  measure(side, addon) {
    const call = callee(side);
    const begin = addon.now();
    for (let value = 0; value < calls; value += 1) call(value);
    return (addon.now() - begin) / calls;
  },
});

export const mainThread = {
  'Function::call': inRust(10_000, (side, calls) => side.call(echo, calls)),
  'Function::apply': inRust(10_000, (side, calls) => side.apply(echo, calls, {})),
  'FunctionRef: borrow_back, call': inRust(10_000, (side, calls) => side.callReferenced(echo, calls)),
  'FunctionRef: create_ref, drop': inRust(10_000, (side, calls) => side.makeReferences(echo, calls)),
  'PromiseRaw::resolve': inRust(5_000, (side, calls) => side.makeResolvedPromises(calls)),
  'closure (create_function_from_closure), called from JavaScript': inJavaScript(10_000, (side) => side.makeClosure()),
  '#[napi] function, called from JavaScript': inJavaScript(10_000, (side) => side.echo),
  '#[napi] function without arguments, called from JavaScript': inJavaScript(10_000, (side) => side.constant),
  'ThreadsafeFunction: build, drop, until finalized': {
    calls: 400,
    async measure(side, addon) {
      const target = side.finalized() + this.calls;
      const begin = addon.now();
      side.makeThreadsafeFunctions(echo, this.calls);
      while (side.finalized() < target) await turn();
      return (addon.now() - begin) / this.calls;
    },
  },
};

const VALUES = 1_000;
// Eight functions in turn, so that the engine calls them and does not copy their bodies into the loop.
const CALLEES = Array.from({ length: 8 }, () => new Function('value', 'return value'));

/** What the others are compared with. */
export const compared = {
  '1,000 values in one Uint32Array, a value': inRust(10, (side, calls) => {
    return side.callWithArray((values) => values.reduce((sum, value) => sum + echo(value), 0), calls, VALUES) / VALUES;
  }),
  'JavaScript calls JavaScript': {
    floorAlone: true,
    calls: 10_000,
    measure(_, addon) {
      const begin = addon.now();
      for (let value = 0; value < this.calls; value += 1) CALLEES[value & 7](value);
      return (addon.now() - begin) / this.calls;
    },
  },
};
