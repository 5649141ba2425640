/*---
summary = "What onProgress, onComplete or onError throws nobody catches: it ends the process"
shows = ["processCSV"]
tags = ["use-case", "csv", "errors", "fatal"]
[variants]
thrower = ["onProgress", "onComplete", "onError"]
[expect]
end = "uncaught"
[[on]]
name = "says-null"
runtimes = ["deno"]
sometimes = true
because = "Deno loses now and then what a native callback throws, and reports null"
[[on]]
name = "goes-on"
runtimes = ["bun"]
sometimes = true
because = "Bun now and then makes further calls before it ends the process"
---*/
import { writeFileSync } from 'node:fs';
import { processCSV } from '#addon';
import { variant } from '#harness';

writeFileSync('sales.csv', 'region,amount\nnorth,10\n');

const throws = (name) => () => {
  console.log(name);
  if (name === variant.thrower) throw new Error(`thrown by ${name}`);
};
processCSV({
  file: variant.thrower === 'onError' ? 'nowhere.csv' : 'sales.csv',
  onRow: () => {},
  onProgress: throws('onProgress'),
  onComplete: throws('onComplete'),
  onError: throws('onError'),
});
