/*---
summary = "A read that returns a number rejects the bundle; a promise of a number leaves it unsettled and ends the process with a rejection that nobody can catch"
shows = ["bundleAsync", "resolver"]
tags = ["bundle", "errors"]
[expect]
end = "uncaught"
---*/
import { bundleAsync } from 'lightningcss';
import { mustNotCall } from '#harness';

const bundle = (read) => bundleAsync({ filename: 'main.css', resolver: { read } });

await bundle(() => 42).catch(({ message }) => console.log('rejected:', message));
bundle(async () => 42).then(mustNotCall('then'), mustNotCall('catch'));
