/*---
summary = "An addon whose #[napi(module_exports)] function returns an Err does not load: import rejects with that error"
shows = ["napi(module_exports)", "Function::call"]
tags = ["errors", "load"]
[[on]]
name = "throws-late"
runtimes = ["deno"]
because = "Deno leaves an exception that a module's registration throws pending, and the first native function that is called throws it"
---*/
let addon;
try {
  addon = (await import('#addon')).default;
  console.log('loaded');
} catch (error) {
  console.log('refused:', error.code, error.message);
}

// There is something to call only where the runtime has loaded it nevertheless.
for (const call of addon ? ['first', 'second'] : []) {
  try {
    console.log(`the ${call} call answers`, addon.greet((name) => `Hello, ${name}!`));
  } catch (error) {
    console.log(`the ${call} call throws`, error.code, error.message);
  }
}
