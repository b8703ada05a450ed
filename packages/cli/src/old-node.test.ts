import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const program = fileURLToPath(new URL('../bin/mkcross.js', import.meta.url));

it.each(['18.20.4', '20.9.0'])('Node.js %s is refused in one line', async (version) => {
  const script = `Object.defineProperty(process.versions, 'node', { value: '${version}' }); require('${program}')`;
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['-e', script], { reject: false });
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: `mkcross: Node.js ${version} is too old; install Node.js 20.19 or newer`,
  });
});
