/*---
summary = "JsSymbol and SymbolRef keep a symbol's identity; napi's Symbol loses it, and makes a nameless one of any argument"
shows = ["Symbol::new", "Symbol::for_desc", "Symbol::identity", "JsSymbol", "SymbolRef", "newSymbol", "registeredSymbol", "namelessSymbol", "passSymbol", "passJsSymbol", "keepSymbol"]
tags = ["sync", "symbol"]
---*/
import {
  iterableUpTo,
  keepSymbol,
  namelessSymbol,
  newSymbol,
  passJsSymbol,
  passSymbol,
  registeredSymbol,
  setBySymbol,
} from '#addon';

console.log('new:', newSymbol('here'), newSymbol('here') === newSymbol('here'), newSymbol('').description === '');
console.log('for_desc:', registeredSymbol('here') === Symbol.for('here'), Symbol.keyFor(registeredSymbol('here')));
console.log('identity:', namelessSymbol(), namelessSymbol().description, namelessSymbol() === namelessSymbol());

const kinds = { 'a symbol': Symbol('mine'), registered: Symbol.for('mine'), 'well-known': Symbol.iterator };
for (const [kind, symbol] of Object.entries(kinds)) {
  console.log(`${kind}:`, {
    Symbol: passSymbol(symbol) === symbol,
    JsSymbol: passJsSymbol(symbol) === symbol,
    SymbolRef: keepSymbol(symbol)() === symbol,
  });
}
console.log('Symbol makes of it:', passSymbol(Symbol('mine')), 'and of a number:', passSymbol(42));

const key = Symbol('key');
const object = { key: 'the string' };
console.log(setBySymbol(object, key, 'by a symbol'), [object.key, object[key]]);
console.log(setBySymbol(object, 'key', 'by a string'), [object.key, object[key]]);

console.log('Symbol.iterator:', [...iterableUpTo(4)], Math.max(...iterableUpTo(9)), [...iterableUpTo(0)]);
