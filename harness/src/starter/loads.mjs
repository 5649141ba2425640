/*---
summary = "The addon loads, and a program that only loads it ends by itself"
tags = ["exit"]
[expect]
end = "exit 0"
within = "2s"
---*/
import * as addon from '#addon';

console.log(Object.keys(addon).length > 0 ? 'loaded' : 'loaded, and it exports nothing');
