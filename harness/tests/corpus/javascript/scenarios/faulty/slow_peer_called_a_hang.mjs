/*---
summary = "Waiting for a peer that connects after four seconds is called a hang"
timeout = "15s"
[expect]
end = "hang"
---*/
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const server = createServer((socket) => { // place: slow_peer_called_a_hang
  socket.on('data', (data) => console.log(String(data)));
  socket.on('end', () => server.close());
});
server.listen(0, '127.0.0.1', () => {
  // The peer is no child of this process: the shell between them ends at once.
  const peer = fileURLToPath(new URL('../fixtures/peer.mjs', import.meta.url));
  const command = [process.execPath, peer, server.address().port, 4000];
  spawn('sh', ['-c', '"$@" &', 'sh', ...command], { stdio: 'ignore' });
});
