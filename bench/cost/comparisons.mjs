// What one way costs, as a multiple of another: both with napi-rs, and both with napi-sys alone. Both are measured in each round.

const reference = 'FunctionRef: borrow_back, call';
const call = 'ThreadsafeFunction::call';
const contended = `${call}, contended`;

export const comparisons = [
  ['A call through a FunctionRef / Function::call', reference, 'Function::call'],
  ['A FunctionRef created and dropped / Function::call', 'FunctionRef: create_ref, drop', 'Function::call'],
  [
    'ThreadsafeFunction::call on the main thread / a call through a FunctionRef',
    `${call}, on the main thread`,
    reference,
  ],
  ['ThreadsafeFunction::call from a thread / a call through a FunctionRef', call, reference],
  ['the same, one by one: until the callback runs / a call through a FunctionRef', `${call}, one by one`, reference],
  ['call_async / a call through a FunctionRef', 'ThreadsafeFunction::call_async', reference],
  ['spawn_future_with_callback / a call through a FunctionRef', 'Env::spawn_future_with_callback', reference],
  ['spawn_future_with_callback / ThreadsafeFunction::call from a thread', 'Env::spawn_future_with_callback', call],
  [
    'A ThreadsafeFunction built, dropped, finalized / a FunctionRef created and dropped',
    'ThreadsafeFunction: build, drop, until finalized',
    'FunctionRef: create_ref, drop',
  ],
  ['CalleeHandled / not', `${call}, CalleeHandled`, call],
  ['Weak / strong', `${call}, Weak`, call],
  ['call_with_return_value / call', 'ThreadsafeFunction::call_with_return_value', call],
  ['Blocking / NonBlocking, no limit', `${call}, Blocking`, call],
  ['Contended / not', contended, call],
  ['Blocking with limit 64 / no limit, contended', `${call}, Blocking, limit 64, contended`, contended],
  ['Blocking with limit 1 / no limit, contended', `${call}, Blocking, limit 1, contended`, contended],
  ['NonBlocking with limit 64, retried / no limit, contended', `${call}, limit 64, retried, contended`, contended],
  ['Function::call / JavaScript calls JavaScript', 'Function::call', 'JavaScript calls JavaScript'],
  [
    '#[napi] function / JavaScript calls JavaScript',
    '#[napi] function, called from JavaScript',
    'JavaScript calls JavaScript',
  ],
  [
    '#[napi] function / closure, both called from JavaScript',
    '#[napi] function, called from JavaScript',
    'closure (create_function_from_closure), called from JavaScript',
  ],
  [
    'A value among 1,000 in one Uint32Array / a call for each',
    '1,000 values in one Uint32Array, a value',
    'Function::call',
  ],
  [
    'A promise with a threadsafe function of its own / one for all, without napi',
    'a promise, each with a threadsafe function of its own',
    'async fn',
  ],
  [
    'the same with a callback',
    'a promise and a callback, each with a threadsafe function of its own',
    'Env::spawn_future_with_callback',
  ],
];
