/*---
summary = "Tasks that succeed, fail, or call back accumulate nothing"
shows = ["AsyncTask", "ScopedTask", "stagedTask", "countWords"]
tags = ["task", "growth"]
[growth]
iterations = 200
---*/
import { countWords, stagedTask, takeTaskJournal } from '#addon';
import { iterate } from '#harness';

const ignore = () => {};
await iterate(async () => {
  await Promise.all([
    stagedTask('a'),
    stagedTask('b', { errsIn: ['compute'] }).catch(ignore),
    stagedTask('c', { errsIn: ['resolve'] }).catch(ignore),
    countWords('as simple as that', (words) => ({ words })),
  ]);
  takeTaskJournal();
});
