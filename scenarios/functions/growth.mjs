/*---
summary = "Calls with many arguments, instances, scopes, scripts and symbols accumulate nothing"
shows = ["FnArgs", "Function::new_instance", "HandleScope", "EscapableHandleScope", "Env::run_script", "Symbol"]
tags = ["growth"]
[growth]
---*/
import * as addon from '#addon';
import { iterate } from '#harness';

const count = (...numbers) => numbers.length;
class Box {}

await iterate((i) => {
  addon.callWithEachCount(count);
  addon.bindAndCall(count, addon.construct(Box));
  addon.makeTexts(10, 10, 'handleScope', count);
  addon.longestText([`number ${i}`, 'text']);
  addon.callScriptedFunction('(text) => text', 'text');
  addon.setBySymbol({}, addon.newSymbol('key'), i);
  addon.passJsSymbol(addon.registeredSymbol('one'));
});
