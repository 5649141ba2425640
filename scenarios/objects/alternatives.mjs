/*---
summary = "Either and HashMap take a function or many, a value or what makes it, and handlers by name"
shows = ["notifyOneOrMany", "valueOrMade", "dispatchByName", "Either", "HashMap"]
tags = ["objects", "lists", "types", "throws"]
---*/
import { dispatchByName, notifyOneOrMany, valueOrMade } from '#addon';

const failure = new Error('no');
const fails = () => {
  throw failure;
};
const tell = (title, act) => {
  try {
    console.log(`${title}:`, act());
  } catch (error) {
    console.log(`${title}:`, error === failure ? 'the same error' : 'refused');
  }
};
const say = (message) => console.log(`  ${message}`);
tell('one', () => notifyOneOrMany(say, 'hello'));
tell('many', () => notifyOneOrMany([say, say], 'hello'));
tell('none', () => notifyOneOrMany([], 'hello'));
tell('a second that is none', () => notifyOneOrMany([say, {}], 'hello'));
tell('neither', () => notifyOneOrMany({ 0: say, length: 1 }, 'hello'));

tell('a value', () => valueOrMade('given'));
tell('what makes it', () => valueOrMade(() => 'made'));
tell('what makes no text', () => valueOrMade(() => 42));
tell('throws', () => valueOrMade(fails));
tell('neither', () => valueOrMade(42));

const inherited = { inherited: (value) => `inherited ${value}` };
const handlers = Object.assign(Object.create(inherited), { own: (value) => `own ${value}`, broken: 'no function', fails });
for (const name of ['own', 'inherited', 'broken', 'fails', 'toString']) {
  tell(name, () => dispatchByName(handlers, name, 'call'));
}
