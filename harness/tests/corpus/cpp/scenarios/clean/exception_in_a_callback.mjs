/*---
summary = "A callback from a thread returns"
---*/
import addon from '#addon';

addon.notify((n) => console.log('notified', n));
