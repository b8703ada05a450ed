import { delimiter, sep } from 'node:path';
import { execa } from 'execa';
import type { Testbed } from './testbed.ts';

/**
 * What results of end-to-end tests depend on besides the repository: the parts of the testbed, whose paths end in a hash of
 * what they are made from, Debian's packages with their versions, Node.js, and the folders of PATH. JSON. Nx reads it as an
 * input of these tests, so that another machine, or this one after an upgrade, runs them again.
 */
export async function describeMachine(testbed: Testbed): Promise<string> {
  const { stdout } = await execa('dpkg-query', ['-W', '-f', '${Package} ${Version} ${Architecture}\n']);
  const { PATH = '', ...host } = testbed.host;
  // npm puts folders of its own in front, so that PATH differs between `npm test` and `npx nx`.
  const folders = PATH.split(delimiter).filter((folder) => !folder.split(sep).includes('node_modules'));
  const { nixpkgs, linters, env } = testbed;
  const parts = { nixpkgs, linters, env, host, folders };
  return `${JSON.stringify({ node: process.version, parts, packages: stdout.split('\n') }, null, 2)}\n`;
}
