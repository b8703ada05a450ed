#!/usr/bin/env node
// CommonJS, which starts sooner than modules do: a command in a shell that is as it was needs nothing else.
const { enableCompileCache } = require('node:module');
const { runAsBefore } = require('../dist/run-as-before.cjs');

// Node 22 and newer keep what they compile, and start sooner the next time.
enableCompileCache?.();
const args = process.argv.slice(2);
void runAsBefore(args).then(async (code) => {
  if (code === undefined) await import('../dist/main.js');
  else process.exitCode = code;
});
