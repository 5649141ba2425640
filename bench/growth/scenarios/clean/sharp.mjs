/*---
summary = "sharp makes a small picture"
[growth]
---*/
import sharp from 'sharp';

sharp.cache(false);
import { iterate } from '#harness';

await iterate(() => sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).png().toBuffer());
