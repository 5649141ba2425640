/*---
summary = "close() in the callback of a query, and in its own: what was asked for before is answered first"
shows = ["Database"]
tags = ["use-case", "database", "close"]
---*/
import { Database } from '#addon';
import { mustCall } from '#harness';

const db = new Database(':memory:');
db.query(
  'SELECT 1 AS one',
  mustCall((err, rows) => {
    console.log(rows);
    db.close(
      mustCall(() => {
        console.log('closed');
        db.close(mustCall((err) => console.log(err.message)));
      }),
    );
  }),
);
db.query(
  'SELECT 2 AS two',
  mustCall((err, rows) => console.log(rows)),
);
