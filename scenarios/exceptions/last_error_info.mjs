/*---
summary = "get_last_error_info tells of the last call of Node-API alone: anything that works clears it, looking at a value's type, too"
shows = ["Env::get_last_error_info", "lastErrorInfos"]
tags = ["errors"]
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg"
---*/
import { lastErrorInfos } from '#addon';

const [first, failed, again, worked, conversion] = lastErrorInfos(42);
console.log({ first, failed, again, worked, conversion });
