/*---
summary = "A file that is not there goes to onError, and there are no results"
shows = ["processCSV"]
tags = ["use-case", "csv", "errors"]
---*/
import { processCSV } from '#addon';
import { mustCall, mustNotCall } from '#harness';

processCSV({
  file: 'nowhere.csv',
  onRow: mustNotCall('onRow'),
  onComplete: mustNotCall('onComplete'),
  onError: mustCall((error) => console.log(error.message, 'line' in error)),
});
