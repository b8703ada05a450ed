#!/usr/bin/env node
// CommonJS, which starts sooner than modules do: a command in a cached shell needs nothing else.
const { enableCompileCache } = require('node:module');
const { cachedRun } = require('../dist/cached-run.cjs');

// Node 22 and newer keep what they compile, and start sooner the next time.
enableCompileCache?.();

async function start(args) {
  // What fails here fails in main.js too, which reports it.
  const code = await cachedRun(args).catch(() => undefined);
  if (code === undefined) await import('../dist/main.js');
  else process.exitCode = code;
}

// main.js reports what it throws. What prevents loading it is reported here, without the text of the bundle.
start(process.argv.slice(2)).catch((error) => {
  const [reason] = String(error).split('\n', 1);
  process.stderr.write(
    `error INTERNAL\n  node ${process.version} cannot load mkcross: ${reason}\n  next: Use node 20.19 or newer, and install mkcross again.\n`,
  );
  process.exitCode = 1;
});
