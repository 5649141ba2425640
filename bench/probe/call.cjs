// How many nanoseconds a call of the addon takes, with the five calls of Node-API that it makes.

const { optionalCallback } = require(process.argv[2]);
const { fastest } = require('./scenarios/fixtures/fastest.cjs');

console.log(fastest(() => optionalCallback('value')));
