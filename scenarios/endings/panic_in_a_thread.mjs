/*---
summary = "A panic in a thread ends that thread only: the process goes on, and ends as if nothing had happened"
shows = ["panicOnThread"]
tags = ["ending"]
[expect]
end = "exit 0"
panics = ["no room for the callback"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { panicOnThread } from '#addon';

panicOnThread('no room for the callback');
