/*---
summary = "A transaction does all of its statements, or none where one fails"
shows = ["Database"]
tags = ["use-case", "database", "errors"]
---*/
import { Database } from '#addon';
import { mustCall } from '#harness';

const db = new Database(':memory:');
const insert = (name) => ({ sql: 'INSERT INTO users VALUES (?)', params: [name] });
const names = (when) =>
  db.query(
    'SELECT name FROM users ORDER BY name',
    mustCall((err, rows) => console.log(`${when}:`, rows.map(({ name }) => name).join(' '))),
  );

db.query('CREATE TABLE users (name TEXT UNIQUE)', mustCall());
db.transaction(
  [insert('Ada'), insert('Grace')],
  mustCall((err) => console.log(err)),
);
names('after the first');
db.transaction(
  [insert('Alan'), insert('Ada'), insert('Edsger')],
  mustCall((err) => console.log(err.message)),
);
names('after the second');
db.close();
