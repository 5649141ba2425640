/*---
summary = "A peer connects soon"
timeout = "15s"
---*/
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const server = createServer((socket) => {
  socket.on('data', (data) => console.log(String(data)));
  socket.on('end', () => server.close());
});
server.listen(0, '127.0.0.1', () => {
  // The peer is no child of this process: the shell between them ends at once.
  const peer = fileURLToPath(new URL('../fixtures/peer.mjs', import.meta.url));
  const command = [process.execPath, peer, server.address().port, 100];
  spawn('sh', ['-c', '"$@" &', 'sh', ...command], { stdio: 'ignore' });
});
