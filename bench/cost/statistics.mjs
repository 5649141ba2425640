// What is made of the figures that `measure.mjs` printed, one process a line.

import { readFileSync } from 'node:fs';

export const readRuns = (path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The value that a share of the others is below. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => quantile(values, 0.5);

/** The middle half. */
export const quartiles = (values) => [quantile(values, 0.25), quantile(values, 0.75)];

export const range = (values) => [Math.min(...values), Math.max(...values)];

/** Of each run: the ratio of each round, of one way and side to another. */
export function ratiosOf(runs, one, other, read) {
  return runs.map(({ figures }) => {
    const [over, under] = [figures[one.way][one.side], figures[other.way][other.side]];
    return over.map((figure, round) => read(figure) / read(under[round]));
  });
}

/** The time of a call; one by one, each call has its own. */
export const wall = ({ wall }) => (Array.isArray(wall) ? median(wall) : wall);

export const number = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));
export const span = ([low, high]) => `${number(low)} to ${number(high)}`;

/** The runs' medians: the middle one, and how far they lie apart. */
export const middle = (ratios) => number(median(ratios.map(median)));
export const apart = (ratios) => span(range(ratios.map(median)));
