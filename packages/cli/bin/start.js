// CommonJS, which starts sooner than modules do: a command in a cached shell needs nothing else.
const { enableCompileCache } = require('node:module');
const { cachedRun, compileCacheFolder } = require('../dist/cached-run.cjs');

const args = process.argv.slice(2);
void cachedRun(args)
  .then(async (code) => {
    if (code !== undefined) {
      process.exitCode = code;
      return;
    }
    // Node 22 and newer keep what they compile, and start sooner the next time; not in the folder of temporary files, which others can make first.
    const folder = compileCacheFolder(process.env);
    if (folder !== undefined) enableCompileCache?.(folder);
    await import('../dist/main.js');
  })
  .catch((error) => {
    console.error(`mkcross: cannot be loaded: ${error.message}`);
    process.exitCode = 1;
  });
