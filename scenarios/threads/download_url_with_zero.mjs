/*---
summary = "downloadFileWithProgress takes a URL with a zero character, which the name of its thread may not have"
shows = ["downloadFileWithProgress"]
tags = ["threads", "arguments"]
---*/
import { downloadFileWithProgress } from '#addon';

const got = [];
downloadFileWithProgress('https://example.com/\0file', (err, progress) => got.push(err?.message ?? progress));
process.on('exit', () => console.log(...got));
