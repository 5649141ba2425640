/*---
summary = "A thread settles a promise"
---*/
import { find } from '#addon';

find(true).then((value) => console.log('found', value));
