/*---
summary = "A database that nobody closes holds the process: its thread waits for requests"
shows = ["Database"]
tags = ["use-case", "database", "liveness"]
timeout = "4s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
---*/
import { Database } from '#addon';

const db = new Database(':memory:');
db.query('SELECT 1 AS one', (err, rows) => console.log(rows));
