/*---
summary = "A worker that is terminated in a query's callback closes its database, which another thread can use then"
shows = ["Database"]
tags = ["use-case", "database", "worker"]
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { Database } from '#addon';
import { gate, mustCall, mustNotCall } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await gate('in-query').opened();
  await worker.terminate();
  console.log('terminated');

  const db = new Database('shared.sqlite');
  db.query('INSERT INTO t VALUES (1)', mustCall());
  db.query(
    'SELECT * FROM t',
    mustCall((err, rows) => console.log(err, rows)),
  );
  db.close(mustCall());
} else {
  const db = new Database('shared.sqlite');
  db.query('CREATE TABLE t (n INTEGER)', () => {
    gate('in-query').open();
    // Until the worker is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  db.query('SELECT 1', mustNotCall('a query of a worker that has ended'));
}
