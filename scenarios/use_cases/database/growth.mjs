/*---
summary = "Databases that open, answer and close accumulate nothing"
shows = ["Database"]
tags = ["use-case", "database", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps some bytes of each database" }
[growth]
iterations = 300
---*/
import { Database } from '#addon';
import { iterate } from '#harness';

await iterate(
  () =>
    new Promise((resolve, reject) => {
      const db = new Database(':memory:');
      db.on('connection', () => db.on('error', () => {}));
      db.query('SELECT ? AS one', [1], (err) => err && reject(err));
      db.close((err) => (err ? reject(err) : resolve()));
    }),
);
