/*---
summary = "Finalizers of values that are still held at a natural exit run after the exit handlers, each once"
shows = ["lendBytes", "makeTally", "FinalizedResource", "HeldTally", "Catalogue", "External", "ObjectFinalize"]
tags = ["buffers", "finalizer", "references", "exit"]
[[on]]
name = "leaves-externals"
runtimes = ["bun"]
because = "Bun drops the data of instances and buffers at exit, and that of externals not"
[[on]]
name = "buffers-last"
runtimes = ["deno"]
because = "Deno runs the finalizers of buffers after all others"
---*/
import { FinalizedResource, HeldTally, Library, lendBytes, makeTally, printDrops } from '#addon';

printDrops();
const library = new Library('library');
globalThis.kept = {
  bytes: ['bufferSlice', 'uint8Array', 'arrayBuffer'].map((kind) => lendBytes(kind, kind, 4)),
  external: makeTally('external'),
  held: new HeldTally('external of Rust alone'),
  instance: new FinalizedResource('instance'),
  share: library.catalogue(),
};
process.on('exit', () => console.log('exit handler'));
