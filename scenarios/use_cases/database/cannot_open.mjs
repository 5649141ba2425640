/*---
summary = "on('error') hears that the database cannot be opened, and every query gets an error"
shows = ["Database"]
tags = ["use-case", "database", "errors"]
---*/
import { Database } from '#addon';
import { mustCall, mustNotCall } from '#harness';

const db = new Database('nowhere/users.sqlite');
db.on(
  'error',
  mustCall((error) => console.log(error.message)),
);
db.on('connection', mustNotCall('on connection'));
db.query(
  'SELECT 1',
  mustCall((err) => console.log(err.message)),
);
db.close(mustCall((err) => console.log('closed', err)));
