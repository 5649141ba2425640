/*---
summary = "A callback can be a property: read back as the same function, cleared with null, and called by a setter with the object as this"
shows = ["ObservedValue", "This", "Function::apply"]
tags = ["objects", "throws", "types"]
---*/
import { ObservedValue } from '#addon';

const observed = new ObservedValue(1);
console.log('at first:', observed.onChange, Object.keys(observed));

function onChange(value, before) {
  console.log(`from ${before} to ${value}, this is it:`, this === observed, 'and has it already:', this.value);
}
observed.onChange = onChange;
console.log('the same:', observed.onChange === onChange, Object.keys(observed));
observed.value = 2;
observed.value = 2;

for (const wrong of [42, {}, 'text']) {
  try {
    observed.onChange = wrong;
  } catch (error) {
    console.log(`${typeof wrong}: ${error.code}, and still the same:`, observed.onChange === onChange);
  }
}

observed.onChange = null;
observed.value = 3;
console.log('cleared:', observed.onChange, observed.value);
observed.onChange = undefined;
console.log('undefined:', observed.onChange);

observed.onChange = (value) => {
  if (value < 10) observed.value = value + 4;
};
observed.value = 4;
console.log('set by its own callback:', observed.value);

observed.onChange = () => {
  throw 'not this value';
};
try {
  observed.value = 5;
} catch (thrown) {
  console.log('thrown at the assignment:', thrown, '- and set:', observed.value);
}
try {
  Reflect.set(ObservedValue.prototype, 'value', 6, {});
} catch (error) {
  console.log('on another object it throws');
}
