/*---
summary = "close() lets the queries under way finish, once; whatever is asked for later gets an error"
shows = ["Database"]
tags = ["use-case", "database", "close"]
---*/
import { Database } from '#addon';
import { mustCall } from '#harness';

const db = new Database(':memory:');
const slow = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT count(*) AS count FROM n';
let underWay = 3;
for (let query = 0; query < 3; query++) {
  db.query(
    slow,
    mustCall((err, rows) => {
      console.log(rows);
      underWay -= 1;
    }),
  );
}
db.close(mustCall((err) => console.log('closed:', err, { underWay })));

// Each callback has a queue of its own, and these may come before the others.
const refused = [];
const refuses = (what) => mustCall((err) => refused.push(`${what}: ${err.message}`));
db.close(refuses('closed again'));
db.query('SELECT 1', refuses('query'));
db.transaction([], refuses('transaction'));
process.on('exit', () => console.log(refused.sort().join('\n')));
