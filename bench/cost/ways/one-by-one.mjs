// One call at a time: the nanoseconds of each. A call is made when the one before has come and nothing is under way.

const CALLS = 50;
// `Pace` in src/sender.rs.
const ONE_BY_ONE = 2;

/** From the call in the sending thread to the callback's first line. */
const queue = (start) => ({
  calls: CALLS,
  async measure(side, addon) {
    const came = new Float64Array(CALLS);
    await new Promise((resolve) => {
      const callback = (value) => {
        came[value] = addon.now();
        if (value === CALLS - 1) resolve();
        addon.came();
        return value;
      };
      start(side, callback);
    });
    return addon.times().map((sent, value) => came[value] - sent);
  },
});

/** From the call in JavaScript, to the callback's first line or to that after `await`. */
const promises = (start) => ({
  calls: CALLS,
  async measure(side, addon) {
    const times = [];
    for (let value = 0; value < CALLS; value += 1) {
      const begin = addon.now();
      const came = await start(side, value, addon);
      times.push((came || addon.now()) - begin);
    }
    return times;
  },
});

const AFTER_ALL = 0xffff_ffff;

export const oneByOne = {
  'ThreadsafeFunction::call, one by one': queue((side, callback) => side.nonBlocking(callback, CALLS, ONE_BY_ONE)),
  'ThreadsafeFunction::call, CalleeHandled, one by one': queue((side, callback) => {
    side.nonBlockingHandled((_, value) => callback(value), CALLS, ONE_BY_ONE);
  }),
  'ThreadsafeFunction::call, Weak, one by one': queue((side, callback) =>
    side.nonBlockingWeak(callback, CALLS, ONE_BY_ONE),
  ),
  'ThreadsafeFunction::call, Blocking, limit 64, one by one': queue((side, callback) =>
    side.blockingLimit64(callback, CALLS, ONE_BY_ONE),
  ),
  'ThreadsafeFunction::call_async, there and back': {
    calls: CALLS,
    async measure(side, addon) {
      await new Promise((resolve) => {
        const answer = (value) => {
          if (value === AFTER_ALL) resolve();
          return value;
        };
        side.callAsync(answer, CALLS, ONE_BY_ONE);
      });
      return addon.times();
    },
  },
  'Env::spawn_future_with_callback, to the callback': promises(async (side, value, addon) => {
    let came;
    await side.spawnFutureWithCallback((given) => {
      came = addon.now();
      return given;
    }, value);
    return came;
  }),
  'async fn, to the line after await': promises((side, value) => side.asyncValue(value).then(() => 0)),
};
