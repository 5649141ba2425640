/*---
summary = "Work on the pool waits for a lock that the JavaScript thread never gives back"
timeout = "3s"
---*/
import addon from '#addon';

addon.lookUp(() => console.log('looked up'), true); // place: lock_never_given_back
