/*---
summary = "A SIGTERM ends a process without cleanup hooks, unless a handler of it lets the process end by itself"
shows = ["CleanupHook", "Env::add_env_cleanup_hook"]
tags = ["exit", "hooks"]
---*/
import { CleanupHook } from '#addon';
import { role, runChild } from './fixtures/child.mjs';

if (role === undefined) {
  runChild(import.meta.url, 'does not handle it');
  runChild(import.meta.url, 'handles it');
} else {
  new CleanupHook('of the child');
  const alive = setInterval(() => {}, 1000);
  if (role === 'handles it') process.once('SIGTERM', () => clearInterval(alive));
  process.kill(process.pid, 'SIGTERM');
}
