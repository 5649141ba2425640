/*---
summary = "A function of the options that Rust asks for an answer at once, and that rejects, is an unhandled rejection that ends the process before run calls back"
shows = ["output.filename", "rule.test"]
tags = ["errors"]
[variants]
option = ["filename", "test"]
[expect]
end = "uncaught"
---*/
import { mustNotCall, variant } from '#harness';
import { compilerWith } from '../fixtures/project.mjs';

const broken = () => Promise.reject(new Error('broken'));
const options = { filename: { output: { filename: broken } }, test: { module: { rules: [{ test: broken }] } } };
compilerWith(() => {}, options[variant.option]).run(mustNotCall("run's callback"));
