/*---
summary = "A server is closed"
---*/
import { createServer } from 'node:http';

const server = createServer(() => {}).listen(0, '127.0.0.1', () => server.close());
