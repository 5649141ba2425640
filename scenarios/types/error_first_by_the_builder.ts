/*---
summary = "The declaration of a function that the builder makes callee-handled knows nothing of it: a callback whose first parameter is the message type-checks"
shows = ["streamSensorData", "ThreadsafeFunctionBuilder::callee_handled"]
tags = ["callback-example", "types", "errors"]
[expect]
end = "types"
---*/
import { streamSensorData } from '#addon';
import type { Identical } from './fixtures/identical.ts';

// types/error_first_by_the_builder_gets_null runs it.
streamSensorData(
  () => {},
  (message) => {
    const isString: Identical<typeof message, string> = true;
    console.log(message.length);
  },
);
