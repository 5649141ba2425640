/*---
summary = "Threads at work are called a hang, though they would call back"
timeout = "2s"
[expect]
end = "hang"
---*/
import { transformOnThreads } from '#addon';

transformOnThreads(6000, () => console.log('transformed')); // place: slow_threads_called_a_hang
