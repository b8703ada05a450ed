// CommonJS, which starts sooner than modules do: a command in a cached shell needs nothing else.
const { enableCompileCache } = require('node:module');
const { cachedRun } = require('../dist/cached-run.cjs');

// Node 22 and newer keep what they compile, and start sooner the next time.
enableCompileCache?.();
const args = process.argv.slice(2);
void cachedRun(args).then(async (code) => {
  if (code === undefined) await import('../dist/main.js');
  else process.exitCode = code;
});
