// CommonJS, which starts sooner than modules do.
const { join } = require('node:path');
const { loadModules } = require('../dist/load-modules.cjs');
const { build } = require('../dist/build.cjs');

const folder = join(__dirname, '../dist');
const { env, execArgv: options } = process;
const load = (entry, purpose) => loadModules(entry, { folder, build, purpose, env, require, options });

/** Runs the command that arguments name, and gives its exit code. */
async function start(args) {
  const [command = 'help'] = args;
  if (command === 'run') {
    // Most of what `run` needs is not needed in a shell that has not changed.
    const { exports, keep } = load('cached-run.cjs', 'cached-run');
    const code = await exports.cachedRun(args);
    if (code !== undefined) {
      keep();
      return code;
    }
  }
  const { exports, keep } = load('run-program.cjs', command);
  const code = await exports.runProgram(args);
  // Of a command that succeeded: it is one that exists, and did what it usually does.
  if (code === 0) keep();
  return code;
}

void start(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error) => {
    console.error(`mkcross: cannot be loaded: ${error.message}`);
    process.exitCode = 1;
  });
