/*---
summary = "A task computes on another thread, then resolves or rejects on JavaScript's; finally comes last, yet before what awaits the promise"
shows = ["AsyncTask", "Task", "stagedTask", "takeTaskJournal"]
tags = ["task"]
---*/
import { stagedTask, takeTaskJournal } from '#addon';

const troubles = {
  none: {},
  'compute errs': { errsIn: ['compute'] },
  'compute errs and reject recovers': { errsIn: ['compute'], recovers: true },
  'compute errs and reject errs': { errsIn: ['compute', 'reject'] },
  'resolve errs': { errsIn: ['resolve'] },
};
for (const [name, trouble] of Object.entries(troubles)) {
  try {
    console.log('->', await stagedTask(name, trouble));
  } catch (error) {
    const { code, message, cause } = error;
    console.log('->', error instanceof Error, code, message, 'cause:', cause?.message);
  }
  console.log(takeTaskJournal());
}
