/*---
summary = "A call that a thread makes while the exit handlers run is taken, and what it carries is neither delivered nor dropped"
shows = ["sendBetweenGates", "census", "ThreadsafeFunction::call"]
tags = ["census", "exit", "lost"]
---*/
import { census, sendBetweenGates } from '#addon';
import { gate } from '#harness';

const exiting = gate('exiting');
const sent = gate('sent');
sendBetweenGates((text) => console.log('delivered:', text), 'exiting', 'sent');

process.on('exit', () => {
  exiting.open();
  sent.wait();
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
process.exit();
