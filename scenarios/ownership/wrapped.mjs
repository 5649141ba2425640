/*---
summary = "Any object can carry Rust data without a class: one thing, in its own type only, dropped when it is removed or the object is collected"
shows = ["JsObjectValue::wrap", "JsObjectValue::unwrap", "JsObjectValue::remove_wrapped", "wrapNote", "addToWrappedNote", "removeWrappedNote"]
tags = ["wrap", "gc", "errors"]
---*/
import { Library, addToWrappedNote, removeWrappedNote, takeDrops, unwrapAnotherType, wrapNote } from '#addon';
import { gc } from '#harness';

const refused = (what, act) => {
  try {
    act();
    console.log(`${what}: done`);
  } catch (error) {
    console.log(`${what}: refused,`, error.code);
  }
};

const kept = { own: 1 };
wrapNote(kept, 'kept');
console.log('looks as before:', JSON.stringify(kept), Reflect.ownKeys(kept));
console.log('the note:', addToWrappedNote(kept, 'one'), addToWrappedNote(kept, ', two'));

refused('a second thing', () => wrapNote(kept, 'second'));
console.log('dropped:', takeDrops());
refused('another type', () => unwrapAnotherType(kept));
refused('an object that carries nothing', () => addToWrappedNote({}, ''));
refused('one that inherits', () => addToWrappedNote(Object.create(kept), ''));
refused('a copy', () => addToWrappedNote({ ...kept }, ''));
refused('a proxy', () => addToWrappedNote(new Proxy(kept, {}), ''));
refused('the note of an instance', () => addToWrappedNote(new Library('library'), ''));
refused('a note for an instance', () => wrapNote(new Library('library'), 'for an instance'));
console.log('dropped:', takeDrops());
refused('a frozen object', () => wrapNote(Object.freeze([]), 'frozen'));
refused('a function', () => wrapNote(() => {}, 'on a function'));

removeWrappedNote(kept);
console.log('dropped at its removal:', takeDrops());
refused('after it', () => addToWrappedNote(kept, ''));
refused('removed again', () => removeWrappedNote(kept));
wrapNote(kept, 'another one');
console.log('the next note:', addToWrappedNote(kept, 'three'));

await gc();
console.log('dropped with their objects:', takeDrops().sort());
console.log('still carried:', addToWrappedNote(kept, '!'));
