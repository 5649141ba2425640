/*---
summary = "Leaks nothing: class"
[growth]
---*/
class A { #x; constructor(x) { this.#x = x; } get() { return this.#x; } }
import { iterate } from '#harness';

await iterate((i) => new A(i).get());
