/*---
summary = "SystemMonitor tells what the system says of its processors, its memory and this process"
shows = ["SystemMonitor"]
claim = "monitor-tells-cpu-usage"
tags = ["use-case", "monitor"]
---*/
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { SystemMonitor } from '#addon';
import { until } from '#harness';

const kilobytes = (file, name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(file, 'utf8'))[1]);
const percent = (value) => value >= 0 && value <= 100;

let figures;
const monitor = new SystemMonitor({ interval: 1000, onFigures: (newest) => (figures = newest) });
// What keeps a processor busy shows.
await until(() => figures?.processCpuUsage > 0 && figures.cpuUsage > 0);
monitor.close();

console.log(Object.keys(figures));
console.log('processors:', figures.cpus === cpus().length);
console.log('how busy they are:', percent(figures.cpuUsage));
console.log('how busy this process keeps them:', percent(figures.processCpuUsage / figures.cpus));
console.log('memory:', figures.totalMemory === kilobytes('/proc/meminfo', 'MemTotal') * 1024);
console.log('of it in use:', figures.usedMemory > figures.processMemory && figures.usedMemory < figures.totalMemory);
const resident = kilobytes('/proc/self/status', 'VmRSS') * 1024;
console.log('by this process:', figures.processMemory > resident / 2 && figures.processMemory < resident * 2);
