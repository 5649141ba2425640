/*---
summary = "An ObjectRef that is dropped without unref() keeps its object for ever, and says so on standard error, unless LEAK_CHECK is false"
shows = ["dropObjectRef", "dropObjectRefSilently", "ObjectRef", "LEAK_CHECK"]
claim = "object-ref-must-be-unreffed"
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
