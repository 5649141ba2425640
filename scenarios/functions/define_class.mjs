/*---
summary = "A class defined at run time has a constructor, methods, static properties and accessors by closures, and can be extended"
shows = ["Env::define_class", "Property::with_method", "Property::with_getter_closure", "Property::with_setter_closure", "defineAccount"]
tags = ["sync", "class", "panic"]
[expect]
panics = ["an unlucky limit"]
[[on]]
name = "takes-any-this"
runtimes = ["bun", "deno"]
because = "they check no receiver, where V8 throws a TypeError for a method that is called on something else than an instance"
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { defineAccount } from '#addon';

const Account = defineAccount(100);
const ada = new Account('Ada');
console.log(Account.name, Account.currency, ada.owner, ada.describe(), ada instanceof Account);

const grace = new Account('Grace');
grace.limit = 200;
console.log('one limit for all instances:', ada.limit, grace.limit);
console.log('and another class has its own:', new (defineAccount(5))('Alan').limit, ada.limit);

class Savings extends Account {
  describe() {
    return `savings, ${super.describe()}`;
  }
}
console.log(new Savings('Ada').describe(), new Savings('Ada').limit);

const attempts = {
  'an owner is missing': () => new Account(),
  'a constructor that fails': () => new Account(''),
  'without new': () => Account('Ada').owner,
  'a setter of a wrong type': () => (ada.limit = 'much'),
  'a setter that panics': () => (ada.limit = 13),
  'a getter without this': () => Object.getOwnPropertyDescriptor(Account.prototype, 'limit').get.call(undefined),
  'a method of another this': () => Account.prototype.describe.call({ owner: 'nobody' }),
};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    console.log(what, '->', attempt());
  } catch (error) {
    console.log(what, '->', error.name, error.code);
  }
}
console.log('the limit is still', ada.limit);
