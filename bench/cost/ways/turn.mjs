/** One turn of the event loop: what the last measurement left to be closed is closed then. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));
