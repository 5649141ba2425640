/*---
summary = "What is declared as the message is null, and the message comes second, where the builder makes the function callee-handled"
shows = ["streamSensorData", "ThreadsafeFunctionBuilder::callee_handled"]
tags = ["callback-example", "types", "errors", "threads"]
---*/
import { streamSensorData } from '#addon';
import { mustCall } from '#harness';

streamSensorData(
  () => {},
  mustCall((...args) => console.log(args)),
);
