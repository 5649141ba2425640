/*---
summary = "A read that never settles keeps the process alive forever instead of letting it exit with code 13"
shows = ["bundleAsync", "resolver"]
tags = ["bundle", "hang"]
[expect]
end = "hang"
hang = "idle"
holder = "ThreadsafeFunction"
---*/
import { bundleAsync } from 'lightningcss';
import { mustNotCall, record } from '#harness';

const bundle = bundleAsync({
  filename: 'main.css',
  resolver: {
    read(file) {
      record('read', file);
      return new Promise(() => {});
    },
  },
});
bundle.then(mustNotCall('then'), mustNotCall('catch'));
