// Prints what `measure.mjs` measured, one process a line, as tables.

import { comparisons } from './comparisons.mjs';
import {
  apart,
  median,
  middle,
  number,
  quantile,
  quartiles,
  range,
  ratiosOf,
  readRuns,
  span,
  wall,
} from './statistics.mjs';
import { allAtOnce } from './ways/all-at-once.mjs';
import { mainThread } from './ways/main-thread.mjs';
import { oneByOne } from './ways/one-by-one.mjs';

const [path, ...options] = process.argv.slice(2);
const markdown = options.includes('--markdown');
const runs = readRuns(path);

const time = (ns) => (ns < 1_000 ? `${ns.toFixed(0)} ns` : `${number(ns / 1_000)} µs`);
const cpu = ({ cpu }) => cpu;
const toFloor = (way, read) => ratiosOf(runs, { way, side: 'napi' }, { way, side: 'floor' }, read);
const half = (ratios) => span(quartiles(ratios.flat()));
const typical = (way, side) => time(median(runs.map(({ figures }) => median(figures[way][side].map(wall)))));

function onMainThread(way) {
  const ratios = toFloor(way, wall);
  return [way, middle(ratios), apart(ratios), half(ratios), typical(way, 'napi'), typical(way, 'floor')];
}

function acrossThreads(way) {
  const [times, work] = [toFloor(way, wall), toFloor(way, cpu)];
  const ratios = [middle(times), apart(times), half(times), middle(work), apart(work)];
  return [way, ...ratios, typical(way, 'napi'), typical(way, 'floor')];
}

function latency(way) {
  // Of one round there are too few calls for its slowest hundredth: quantiles are those of all calls of a run.
  const of = (side, share) =>
    runs.map(({ figures }) =>
      quantile(
        figures[way][side].flatMap((figure) => figure.wall),
        share,
      ),
    );
  const quantiles = [0.5, 0.9, 0.99].map((share) => {
    const [napi, floor] = [of('napi', share), of('floor', share)];
    const ratios = napi.map((value, run) => value / floor[run]);
    return { ratios, napi: time(median(napi)), floor: time(median(floor)) };
  });
  const ratios = quantiles.flatMap(({ ratios }) => [number(median(ratios)), span(range(ratios))]);
  return [way, ...ratios, ...['napi', 'floor'].map((side) => quantiles.map((quantile) => quantile[side]).join(', '))];
}

function compare([what, one, other]) {
  const of = (side) => {
    const sides = [one, other].map((way) => ({ way, side: runs[0].figures[way][side].length ? side : 'floor' }));
    return ratiosOf(runs, ...sides, wall);
  };
  const alone = runs[0].figures[one].napi.length === 0;
  return [
    what,
    ...(alone ? ['', ''] : [middle(of('napi')), apart(of('napi'))]),
    middle(of('floor')),
    apart(of('floor')),
  ];
}

function print(title, head, rows) {
  console.log(markdown ? `\n### ${title}\n` : `\n== ${title}`);
  if (markdown) {
    const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    console.log([line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n'));
    return;
  }
  const widths = head.map((cell, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column])));
    console.log(cells.join('  ').trimEnd());
  }
}

console.log(`${runs[0].runtime}, ${runs.length} runs of ${runs[0].rounds} rounds`);
const ratio = ['napi / floor', 'over the runs', 'middle half of the rounds'];
const aside = ['napi', 'floor'];
print("On JavaScript's thread, a call", ['Way', ...ratio, ...aside], Object.keys(mainThread).map(onMainThread));
print(
  'Across threads, many calls, a call',
  ['Way', ...ratio, 'CPU time: napi / floor', 'over the runs', ...aside],
  Object.keys(allAtOnce).map(acrossThreads),
);
const quantiles = ['median', 'p90', 'p99'].flatMap((name) => [`${name}: napi / floor`, 'over the runs']);
print(
  'One call at a time',
  ['Way', ...quantiles, 'napi: median, p90, p99', 'floor'],
  Object.keys(oneByOne).map(latency),
);
print(
  'Way against way',
  ['What', 'with napi', 'over the runs', 'with napi-sys alone', 'over the runs'],
  comparisons.map(compare),
);
