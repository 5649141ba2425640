/*---
summary = "Slow work is called a hang, though it would end"
timeout = "2s"
[expect]
end = "hang"
---*/
import { compress } from '#addon';

console.log(compress(6000) > 0); // place: slow_work_called_a_hang
