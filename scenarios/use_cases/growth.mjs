/*---
summary = "Builds, CSV files, databases and games that come and go, with callbacks that close over them, accumulate nothing"
shows = ["Bundler", "processCSV", "Database", "GameEngine"]
tags = ["use-case", "bundler", "csv", "database", "game", "growth"]
runtimes = { only = ["node"], because = "Deno 2.9 itself keeps some bytes of each, and Bun takes half a minute" }
[growth]
iterations = 100
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Bundler, Database, GameEngine, processCSV } from '#addon';
import { iterate } from '#harness';

mkdirSync('src');
writeFileSync('src/index.js', "import { name } from './name.js';\nconsole.log(name);\n");
writeFileSync('src/name.js', "export const name = 'Ada';\n");
writeFileSync('sales.csv', 'region,amount\nnorth,10\nsouth,-3\nwest,25\n');

async function build() {
  const bundler = new Bundler('src/index.js');
  bundler.plugin({
    name: 'closes over it',
    setup(build) {
      build.onLoad({ filter: /name/ }, async () => void bundler);
      build.onProgress(() => void bundler);
      build.onError(() => bundler.cancel());
    },
  });
  await bundler.build('out/bundle.cjs');
}

const process = () =>
  new Promise((resolve, reject) => {
    const run = processCSV({
      file: 'sales.csv',
      onRow: (row) => row.amount > 0,
      onProgress: () => void run,
      onComplete: resolve,
      onError: reject,
    });
  });

const query = () =>
  new Promise((resolve, reject) => {
    const db = new Database(':memory:');
    db.on('connection', () => db.on('error', () => {}));
    db.query('SELECT ? AS one', [1], (err) => err && reject(err));
    db.close((err) => (err ? reject(err) : resolve()));
  });

const play = () =>
  new Promise((resolve) => {
    const game = new GameEngine([]);
    game.onUpdate(() => {
      game.stop();
      resolve();
    });
    game.start();
  });

await iterate(() => Promise.all([build(), process(), query(), play()]));
