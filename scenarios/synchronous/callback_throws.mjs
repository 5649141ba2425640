/*---
summary = "An Error thrown in a synchronous callback comes out of the native function as the same object"
shows = ["processUserData", "calculateSalary", "optionalCallback", "Function::call"]
tags = ["sync", "throws"]
---*/
import { calculateSalary, optionalCallback, processUserData } from '#addon';

const error = Object.assign(new TypeError('no greeting today'), { code: 'E_GREETING' });
function throwing() {
  throw error;
}

const calls = {
  processUserData: () => processUserData('alice', throwing),
  calculateSalary: () => calculateSalary(50000, throwing),
  optionalCallback: () => optionalCallback('value', throwing),
};

for (const [name, call] of Object.entries(calls)) {
  try {
    call();
    console.log(name, 'returned');
  } catch (caught) {
    console.log(name, 'threw the same object:', caught === error);
  }
}
