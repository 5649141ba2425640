/*---
summary = "Notes that objects carry until they are collected accumulate nothing"
shows = ["JsObjectValue::wrap", "wrapNote"]
tags = ["wrap", "growth"]
[growth]
---*/
import { takeDrops, wrapNote } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  wrapNote({}, 'note');
  takeDrops();
});
