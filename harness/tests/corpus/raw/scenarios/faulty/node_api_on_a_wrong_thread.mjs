/*---
summary = "A thread of the addon's own throws a JavaScript error"
---*/
import { nameOfThread } from '#addon';

console.log(nameOfThread(1)); // place: node_api_on_a_wrong_thread
