// How many nanoseconds a call of the addon takes, with the five calls of Node-API that it makes: the fastest of a few rounds.

const { optionalCallback } = require(process.argv[2]);

const CALLS = 20_000;
const round = () => {
  const begin = process.hrtime.bigint();
  for (let i = 0; i < CALLS; i += 1) optionalCallback('value');
  return Number(process.hrtime.bigint() - begin) / CALLS;
};
round();
console.log(Math.min(...Array.from({ length: 5 }, round)));
