/*---
summary = "query calls back with rows or with an error, and on('connection') hears that the database is open"
shows = ["Database"]
claim = "use-case-database"
tags = ["use-case", "database"]
---*/
import { Database } from '#addon';
import { mustCall, mustNotCall } from '#harness';

const db = new Database('users.sqlite');
db.on(
  'connection',
  mustCall(() => console.log('connected')),
);
db.on('error', mustNotCall('on error'));
db.query(
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, score REAL, big INTEGER, photo BLOB)',
  mustCall((err, rows) => console.log(err, rows)),
);
const values = [1, 'Ada', 0.5, 2n ** 62n, new Uint8Array([1, 2]), null];
db.query(
  'INSERT INTO users (id, name, score, big, photo) VALUES (?, ?, ?, ?, ?)',
  values.slice(0, 5),
  mustCall((err) => console.log(err)),
);
db.query(
  'SELECT * FROM users',
  mustCall((err, results) => console.log(results)),
);
db.query(
  'SELECT * FROM users WHERE name = ?',
  ['nobody'],
  mustCall((err, results) => console.log(results)),
);
db.query(
  'SELECT * FROM nowhere',
  mustCall((err, results) => console.log(err.message, results)),
);
for (const value of [Symbol('no value'), 2n ** 64n]) {
  try {
    db.query('SELECT ?', [value], mustNotCall('its callback'));
  } catch (error) {
    console.log(error.message);
  }
}
db.close(mustCall((err) => console.log('closed', err)));
