/*---
summary = "Two jobs wait for each other on more threads than one"
---*/
import { computeTogether } from '#addon';

computeTogether(2).then(() => console.log('computed'));
