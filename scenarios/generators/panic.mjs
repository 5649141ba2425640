/*---
summary = "A panic in next or return of a Generator aborts the process"
shows = ["Generator::next", "Generator::complete", "PanickingGenerator"]
tags = ["generator", "panic"]
[variants]
where = ["next", "return"]
[expect]
end = "crash SIGABRT"
panics = ["no room for"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { PanickingGenerator } from '#addon';
import { variant } from '#harness';

try {
  new PanickingGenerator()[variant.where]();
} finally {
  console.log('never reached');
}
