/*---
summary = "An ObjectRef that is dropped without unref() keeps its object for ever, and says so on standard error, unless LEAK_CHECK is false"
shows = ["dropObjectRef", "dropObjectRefSilently", "ObjectRef", "LEAK_CHECK"]
claim = "napi 3.16.1, object.rs: You must call the unref method to release the reference, or the object under the hood will be leaked forever"
holds = "yes"
tags = ["references", "leak", "gc"]
---*/
import { dropObjectRef, dropObjectRefSilently } from '#addon';
import { gc } from '#harness';

const weak = [dropObjectRef, dropObjectRefSilently].map((drop) => {
  const object = {};
  drop(object);
  return new WeakRef(object);
});
await gc();
console.log('alive:', weak.map((ref) => ref.deref() !== undefined));
