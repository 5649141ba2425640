// Added by napi-harness: says when the program's last line was reached.
import { writeSync as __napiHarnessWrite } from 'node:fs';
if (process.env.NAPI_HARNESS_EVENTS) {
  try {
    __napiHarnessWrite(1, '\x1enapi-harness {"event":"lastLine"}\n');
  } catch {
    // Standard output is closed or full: the exit delay stays unknown.
  }
}
