// Run by a program that is to say which runtime it is. One line of JSON on standard output.
console.log(
  JSON.stringify(
    typeof Deno === 'object'
      ? { kind: 'deno', version: Deno.version.deno, program: Deno.execPath() }
      : process.versions.bun
        ? { kind: 'bun', version: process.versions.bun, program: process.execPath }
        : { kind: 'node', version: process.versions.node, program: process.execPath },
  ),
);
