/*---
summary = "A custom error status becomes the error's code; one of napi's own goes through From<Status> and loses its name"
shows = ["reportNetworkErrors", "ThreadsafeFunctionBuilder::error_status", "NetworkError"]
claim = "option-error-status"
tags = ["errors", "custom-status"]
---*/
import { reportNetworkErrors } from '#addon';
import { mustCall } from '#harness';

reportNetworkErrors(
  mustCall((err) => {
    console.log(`${err.name}, ${err.code}: ${err.message}`);
    console.log('  own properties:', Object.keys(err));
  }, 2),
);
