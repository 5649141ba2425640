/*---
summary = "Sync and async hooks are called in order, and the process exits after the build; closeBundle runs only if close() is called"
shows = ["rolldown", "generate", "close"]
tags = ["hooks", "exit"]
[variants]
close = [true, false]
---*/
import { rolldown } from 'rolldown';
import { mustCall, record, variant } from '#harness';

const files = { entry: "import text from 'greeting'; console.log(text)", greeting: "export default 'hello'" };

const build = await rolldown({
  input: 'entry',
  plugins: [
    {
      name: 'told',
      buildStart: () => record('buildStart'),
      resolveId(source, importer) {
        record('resolveId', { source, importer });
        return source;
      },
      async load(id) {
        record('load', { id });
        await null;
        record('loaded', { id });
        return files[id];
      },
      transform(code, id) {
        // Rolldown's own runtime passes here too, at the same time as the entry.
        if (!(id in files)) return null;
        record('transform', { id });
        return code.replace('hello', 'good day');
      },
      buildEnd: mustCall((error) => record('buildEnd', { failed: error !== undefined })),
      generateBundle: (_, bundle) => record('generateBundle', Object.keys(bundle)),
      closeBundle: () => record('closeBundle'),
    },
  ],
});
const { output } = await build.generate();
console.log(output[0].code);
if (variant.close) await build.close();
