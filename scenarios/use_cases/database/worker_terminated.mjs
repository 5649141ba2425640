/*---
summary = "A worker that is terminated in a query's callback closes its database, which another thread can use then"
shows = ["Database"]
tags = ["use-case", "database", "worker"]
[[on]]
name = "stays-locked"
runtimes = ["deno"]
because = "Deno finalizes nothing of a terminated worker, and its database stays open"
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
  // The worker's thread closes it in its own time.
  db.query('PRAGMA busy_timeout = 2000', mustCall());
  db.query(
    'INSERT INTO t VALUES (1)',
    mustCall((err, rows) => console.log(err ? err.message : rows)),
  );
  db.close(mustCall());
} else {
  const db = new Database('shared.sqlite');
  // Nobody else can write as long as it is open.
  db.query('PRAGMA locking_mode = EXCLUSIVE', () => {});
  db.query('CREATE TABLE t (n INTEGER)', () => {
    gate('in-query').open();
    // Until the worker is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  db.query('SELECT 1', mustNotCall('a query of a worker that has ended'));
}
