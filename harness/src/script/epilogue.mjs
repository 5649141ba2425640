// Added by napi-harness: says when the program's last line was reached, and when its exit handlers have run.
import { writeSync as __napiHarnessWrite } from 'node:fs';
if (process.env.NAPI_HARNESS_EVENTS) {
  const tell = (event) => {
    try {
      __napiHarnessWrite(1, `\x1enapi-harness {"event":"${event}"}\n`);
    } catch {
      // Standard output is closed or full: this stays unknown.
    }
  };
  tell('lastLine');
  process.on('exit', () => tell('exiting'));
}
