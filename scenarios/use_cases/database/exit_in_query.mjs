/*---
summary = "process.exit in the callback of a query ends the process, with queries under way"
shows = ["Database"]
tags = ["use-case", "database", "exit"]
[expect]
end = "exit 3"
---*/
import { Database } from '#addon';
import { mustNotCall } from '#harness';

const db = new Database(':memory:');
db.query('SELECT 1', () => process.exit(3));
db.query('SELECT 2', mustNotCall('the next query'));
