// Calls that reach JavaScript's thread from elsewhere, as many as the queue takes: nanoseconds a call, from the first
// call of the sending thread until the last callback has come.

const queue = (start, calls = 5_000) => ({
  calls,
  async measure(side, addon) {
    const end = await new Promise((resolve) => {
      const came = (value) => {
        if (value === calls - 1) resolve(addon.now());
        return value;
      };
      start(side, came, calls);
    });
    return (end - addon.times()[0]) / calls;
  },
});

/** Promises, all of them pending at once. */
const promises = (start, calls = 500) => ({
  calls,
  async measure(side, addon) {
    const pending = [];
    const begin = addon.now();
    for (let value = 0; value < calls; value += 1) pending.push(start(side, value));
    await Promise.all(pending);
    return (addon.now() - begin) / calls;
  },
});

const echo = (value) => value;
// `Pace` in src/sender.rs.
const [AT_ONCE, AHEAD] = [0, 1];
const MANY = 20_000;
const AFTER_ALL = 0xffff_ffff;

export const allAtOnce = {
  'ThreadsafeFunction::call': queue((side, came, calls) => side.nonBlocking(came, calls, AHEAD)),
  'ThreadsafeFunction::call, CalleeHandled': queue((side, came, calls) => {
    side.nonBlockingHandled((_, value) => came(value), calls, AHEAD);
  }),
  'ThreadsafeFunction::call, Weak': queue((side, came, calls) => side.nonBlockingWeak(came, calls, AHEAD)),
  'ThreadsafeFunction::call_with_return_value': queue((side, came, calls) => {
    side.nonBlockingReturned(came, calls, AHEAD);
  }),
  'ThreadsafeFunction::call, Blocking': queue((side, came, calls) => side.blocking(came, calls, AHEAD)),
  'ThreadsafeFunction::call, on the main thread': queue((side, came, calls) => side.callOnMainThread(came, calls)),
  'ThreadsafeFunction::call, contended': queue((side, came, calls) => side.nonBlocking(came, calls, AT_ONCE), MANY),
  'ThreadsafeFunction::call, Blocking, contended': queue((side, came, calls) => {
    side.blocking(came, calls, AT_ONCE);
  }, MANY),
  'ThreadsafeFunction::call, Blocking, limit 64, contended': queue((side, came, calls) => {
    side.blockingLimit64(came, calls, AT_ONCE);
  }, MANY),
  'ThreadsafeFunction::call, limit 64, retried, contended': queue((side, came, calls) => {
    side.nonBlockingLimit64(came, calls, AT_ONCE);
  }),
  'ThreadsafeFunction::call, Blocking, limit 1, contended': queue((side, came, calls) => {
    side.blockingLimit1(came, calls, AT_ONCE);
  }, 500),
  'ThreadsafeFunction::call_async': {
    calls: 2_000,
    async measure(side, addon) {
      await new Promise((resolve) => {
        const answer = (value) => {
          if (value === AFTER_ALL) resolve();
          return value;
        };
        side.callAsync(answer, this.calls, AT_ONCE);
      });
      return addon.times()[0] / this.calls;
    },
  },
  'Env::spawn_future_with_callback': promises((side, value) => side.spawnFutureWithCallback(echo, value)),
  'async fn': promises((side, value) => side.asyncValue(value)),
};

/** The floor alone: what a threadsafe function for each promise costs, which napi makes, against one for all of them. */
export const ownQueues = {
  'a promise and a callback, each with a threadsafe function of its own': {
    ...promises((side, value) => side.spawnFutureWithCallbackOwnQueue(echo, value)),
    floorAlone: true,
  },
  'a promise, each with a threadsafe function of its own': {
    ...promises((side, value) => side.asyncValueOwnQueue(value)),
    floorAlone: true,
  },
};
