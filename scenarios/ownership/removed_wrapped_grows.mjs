/*---
summary = "Each note that is removed from its object leaves a block of napi's behind: the size that it was wrapped with, which only a finalizer frees"
shows = ["JsObjectValue::wrap", "JsObjectValue::remove_wrapped", "wrapNote", "removeWrappedNote"]
tags = ["wrap", "growth", "leak"]
[growth]
leaks = ["native"]
---*/
import { removeWrappedNote, takeDrops, wrapNote } from '#addon';
import { iterate } from '#harness';

const object = {};
await iterate(() => {
  wrapNote(object, 'note');
  removeWrappedNote(object);
  takeDrops();
});
