/*---
summary = "That a database cannot be opened is thrown where nobody listens for error, as by Node.js's own emitters"
shows = ["Database"]
tags = ["use-case", "database", "errors", "fatal"]
[expect]
end = "uncaught"
---*/
import { Database } from '#addon';
import { mustNotCall } from '#harness';

const db = new Database('nowhere/users.sqlite');
db.on('connection', mustNotCall('on connection'));
