/*---
summary = "Two threads take two locks in opposite orders"
timeout = "3s"
---*/
import addon from '#addon';

addon.transfer(false); // place: locks_in_opposite_order
