/*---
summary = "Instance data that is set again replaces the data before, which is neither finalised nor dropped"
shows = ["setNotes", "addNote", "takeDrops", "Env::set_instance_data"]
claim = "replaced-instance-data-is-not-finalised"
tags = ["exit", "leak"]
---*/
import { addNote, printDrops, setNotes, takeDrops } from '#addon';

printDrops();
setNotes('the first');
addNote('to the first');
setNotes('the second');
console.log(addNote('to the second'), takeDrops());
