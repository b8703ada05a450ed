#!/usr/bin/env node
// CommonJS, which starts sooner than modules do, and without syntax that an old Node does not know.
const { engines } = require('../package.json');

const oldest = engines.node.replace('>=', '');
const [major, minor] = process.versions.node.split('.').map(Number);
const [oldestMajor, oldestMinor] = oldest.split('.').map(Number);

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  console.error(`mkcross: Node.js ${process.versions.node} is too old; install Node.js ${oldest} or newer`);
  process.exitCode = 1;
} else {
  require('./start.js');
}
