// A project must have an addon; these programs need none.
module.exports = {};
