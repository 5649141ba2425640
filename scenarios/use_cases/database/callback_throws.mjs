/*---
summary = "What the callback of a query, or a listener, throws or rejects with nobody catches: it ends the process"
shows = ["Database"]
tags = ["use-case", "database", "errors", "fatal"]
[variants]
how = ["throws-in-query", "rejects-in-query", "throws-in-connection", "rejects-in-connection", "throws-in-close", "throws-in-transaction"]
[expect]
end = "uncaught"
---*/
import { Database } from '#addon';
import { variant } from '#harness';

const db = new Database(':memory:');
const fails = (where) => () => {
  console.log('called:', where);
  if (variant.how === `throws-in-${where}`) throw new Error(variant.how);
  if (variant.how === `rejects-in-${where}`) return Promise.reject(new Error(variant.how));
};
const steps = [
  () => db.query('SELECT 1', fails('query')),
  () => db.transaction([], fails('transaction')),
  () => db.close(fails('close')),
];
db.on('connection', fails('connection'));
const step = steps.find((_, index) => variant.how.endsWith(['query', 'transaction', 'close'][index]));
step?.();
