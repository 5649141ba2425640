// Loads the addon and ends: what holds the event loop after loading is no matter here.
await import('#addon');
process.exit(0);
