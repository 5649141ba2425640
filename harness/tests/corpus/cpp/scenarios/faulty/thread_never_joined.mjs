/*---
summary = "A std::thread is destroyed before it is joined"
---*/
import addon from '#addon';

addon.index(false); // place: thread_never_joined
