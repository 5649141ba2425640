/*---
summary = "ObjectFinalize::finalize runs once for each collected instance, before its fields are dropped; an error that it returns is an uncaught exception"
shows = ["FinalizedResource", "ObjectFinalize", "custom_finalize"]
tags = ["finalizer", "gc", "errors"]
[[on]]
name = "prints"
runtimes = ["deno"]
because = "Deno prints the error of a finalizer, and raises no uncaughtException"
---*/
import { FinalizedResource, takeDrops } from '#addon';
import { gc } from '#harness';

process.on('uncaughtException', (error) => console.log('uncaught:', error.message));

const make = (...args) => void new FinalizedResource(...args);
make('first');
await gc();
console.log(takeDrops());
make('second', 'error');
await gc();
console.log(takeDrops());
make('third');
await gc();
console.log(takeDrops());
await gc();
console.log('once each:', takeDrops().length === 0);
