// Writes the table of Node-API's functions that the preloaded library wraps, from the declarations of the package node-api-headers.
// With `--check` it writes nothing, and fails where the table is not current.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const TABLE = new URL('../src/preload/library/node_api/declared/table.rs', import.meta.url);

const require = createRequire(import.meta.url);
const { include_dir: folder } = require('node-api-headers');
const { version } = require('node-api-headers/package.json');

/** How C passes the types that are no addresses. */
const PASSED = {
  bool: 'bool',
  double: 'f64',
  int: 'i32',
  int32_t: 'i32',
  int64_t: 'i64',
  size_t: 'usize',
  uint32_t: 'u32',
  uint64_t: 'u64',
  napi_key_collection_mode: 'u32',
  napi_key_conversion: 'u32',
  napi_key_filter: 'u32',
  napi_property_attributes: 'u32',
  napi_threadsafe_function_call_mode: 'u32',
  napi_threadsafe_function_release_mode: 'u32',
  napi_typedarray_type: 'u32',
};
/** Of these, each is an address: a handle, a function or a pointer. */
const ADDRESS = /\*$|^(napi|node_api)_(env|value|ref|deferred|callback|callback_info|finalize|basic_env|basic_finalize|handle_scope)$|^napi_(escapable_handle_scope|async_\w+|threadsafe_function\w*|cleanup_hook|extended_error_info|callback_scope)$|_hook$|_handle$|^napi_type_tag$/;

function passed(type, name) {
  if (type in PASSED) return PASSED[type];
  if (ADDRESS.test(type)) return 'Address';
  throw new Error(`${name}: it is not known how \`${type}\` is passed`);
}

/** Names of parameters that mean something in Rust. */
const KEYWORDS = ['loop', 'mod', 'ref', 'type'];

/** `const napi_value* argv` is an address called argv. */
function parameter(text, name) {
  const [, type, called, array] = text.trim().match(/^(?:const )?(?:struct )?(.*?)\s*(\w+)(\[\])?$/);
  const rust = called.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${KEYWORDS.includes(rust) ? `r#${rust}` : rust}: ${passed(array ? `${type}*` : type.replaceAll(' ', ''), name)}`;
}

const functions = ['js_native_api.h', 'node_api.h'].flatMap((header) => {
  const text = readFileSync(`${folder}/${header}`, 'utf8').replaceAll(/\/\/.*$/gm, '');
  // What does not return at all, `napi_fatal_error`, has a wrapper by hand.
  const declared = text.matchAll(/NAPI_EXTERN\s+(napi_status|void)\s+NAPI_CDECL\s+(\w+)\s*\(([^;]*)\);/g);
  return [...declared].map(([, returned, name, parameters]) => {
    // A type that is a pointer to a function, as of a cleanup hook, has its name in the middle.
    const flat = parameters.replaceAll(/\s+/g, ' ').replaceAll(/void ?\( ?(?:NAPI_CDECL ?)?\* ?(\w+) ?\) ?\([^)]*\)/g, 'void* $1');
    const rust = flat.split(',').map((text) => parameter(text, name).replace(/^node_api_basic_env/, 'env'));
    return `    fn ${name}(${rust.join(', ')})${returned === 'void' ? ' -> ()' : ''};`;
  });
});

const table = `// Every function of Node-API that returns, with a status if nothing else is said, as node-api-headers ${version} declares it.
// \`node harness/node_api/generate.mjs\` writes this file.
declared! {
${functions.join('\n')}
}
`;
const formatted = execFileSync('rustfmt', ['--edition', '2024'], { input: table, encoding: 'utf8' });
if (!process.argv.includes('--check')) {
  writeFileSync(TABLE, formatted);
} else if (readFileSync(TABLE, 'utf8') !== formatted) {
  console.error(`${TABLE.pathname} is not current: node harness/node_api/generate.mjs`);
  process.exitCode = 1;
}
