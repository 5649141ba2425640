// Loads the addon and ends: what holds the event loop after loading is no matter here.
import { pathToFileURL } from 'node:url';

await import(pathToFileURL(process.argv[2]).href);
process.exit(0);
