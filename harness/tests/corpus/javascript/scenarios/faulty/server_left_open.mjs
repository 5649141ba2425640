/*---
summary = "A server is never closed"
timeout = "3s"
---*/
import { createServer } from 'node:http';

createServer(() => {}).listen(0, '127.0.0.1'); // place: server_left_open
