/*---
summary = "backgroundLogger logs at once and again after ten seconds, as long as something else keeps the process alive; then it lets the process exit"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
claim = "use-weak-when-not-keeping-alive"
tags = ["guide", "weak"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { backgroundLogger } from '#addon';
import { pace, until } from '#harness';

const begin = performance.now();
const entries = [];
backgroundLogger((...args) => entries.push([...args, performance.now() - begin]));

await until(() => entries.length >= 2);
for (const [index, [entry, after]] of entries.slice(0, 2).entries()) {
  console.log(entry, `not before ${index * 10} s:`, after >= pace(index * 10_000));
}
