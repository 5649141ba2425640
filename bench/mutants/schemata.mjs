// All mutations in one build: each function has its mutated bodies beside its own, and the number in a file says which is in force.
// A build takes far longer than the scenarios or tests that judge one mutation.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the module that tells the number. */
const MODULE = 'mutation_in_force';

/** Whether it changes nothing but the body of its function. The others need a build of their own. */
export function isInBody({ before, after, body }) {
  const tail = before.length - body.to;
  return after.startsWith(before.slice(0, body.from)) && after.endsWith(before.slice(body.to)) && after.length - tail >= body.from;
}

/**
 * Writes them into `copy`, whose crate has its root in `crate`, and builds until what does not compile is left out. `build` gives the
 * output of cargo with `--message-format=json`. Mutations get their `number`, or their `error`.
 */
export function install(copy, crate, mutations, active, build) {
  mutations.forEach((mutation, index) => (mutation.number = index + 1));
  writeFileSync(active, '0');
  const root = join(copy, crate);
  const original = readFileSync(root, 'utf8');
  writeFileSync(root, `${original}${moduleOf(active)}`);
  for (;;) {
    const arms = write(copy, mutations);
    const output = build();
    const messages = output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    const errors = messages.filter(({ reason, message }) => reason === 'compiler-message' && message.level === 'error' && message.spans.length > 0);
    if (errors.length === 0) {
      const finished = messages.find(({ reason }) => reason === 'build-finished');
      if (!finished?.success) throw new Error(`the build failed, and no mutation is the reason:\n${output.slice(-4000)}`);
      return messages;
    }
    const left = errors.filter((error) => !blame(arms, error.message));
    if (left.length === errors.length) throw new Error(`no mutation is the reason of ${left[0].message.rendered}`);
    console.log(`${mutations.filter(({ error }) => error).length} of ${mutations.length} do not compile`);
  }
}

/** Runs a command, and gives what it wrote to its standard output. */
export function cargo(copy, ...args) {
  const { stdout, error } = spawnSync('cargo', [...args, '--message-format=json'], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (error) throw error;
  return stdout;
}

/** The mutations whose lines an error names have it. */
function blame(arms, message) {
  const spans = message.spans.filter((span) => span.is_primary).concat(message.spans);
  for (const span of spans) {
    const arm = arms.find(({ mutation, first, last }) => span.file_name === mutation.file && first <= span.line_start && span.line_end <= last);
    if (!arm) continue;
    arm.mutation.error = message.message;
    return true;
  }
  return false;
}

/** Writes the files, without what does not compile; gives the lines of each mutation's body. */
function write(copy, mutations) {
  const arms = [];
  for (const file of new Set(mutations.map((mutation) => mutation.file))) {
    const { before } = mutations.find((mutation) => mutation.file === file);
    const some = mutations.filter((mutation) => mutation.file === file && !mutation.error);
    const bodies = new Map(some.map(({ body }) => [body.from, body]));
    let [text, at] = ['', 0];
    for (const body of [...bodies.values()].sort((a, b) => a.from - b.from)) {
      const own = before.slice(body.from, body.to);
      const mutated = some.filter((it) => it.body.from === body.from);
      const numbers = mutated.map(({ number }) => number).join(' | ');
      text += `${before.slice(at, body.from)} if !matches!(crate::${MODULE}::number(), ${numbers}) {${own}} else { match crate::${MODULE}::number() {\n`;
      for (const mutation of mutated) {
        const first = text.split('\n').length;
        const { after } = mutation;
        text += `${mutation.number} => {${after.slice(body.from, after.length - (before.length - body.to))}}\n`;
        arms.push({ mutation, first, last: text.split('\n').length - 1 });
      }
      text += '_ => unreachable!()\n} }\n';
      at = body.to;
    }
    writeFileSync(join(copy, file), text + before.slice(at));
  }
  return arms;
}

function moduleOf(active) {
  return `
#[allow(missing_docs)]
pub mod ${MODULE} {
    pub fn number() -> u32 {
        static NUMBER: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *NUMBER.get_or_init(|| {
            let number = std::fs::read_to_string(${JSON.stringify(active)});
            number.ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
        })
    }
}
`;
}
