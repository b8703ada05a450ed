import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockIo, system } from '@mkcross/host/node';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import type { CommandContext } from 'mkcross';

/** The home folder of a test: what mkcross remembers is written there. */
const home = mkdtempSync(join(tmpdir(), 'mkcross-home-'));
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

/** A machine without programs and files, which writes to the disk. Its user allows every project. */
export const noMachine: CommandContext['machine'] = {
  system: 'x86_64-linux',
  env: { HOME: home, MKCROSS_TRUST: 'all' },
  temporary: '/tmp',
  owners: undefined,
  safeFolders: () => Promise.resolve([]),
  writer: system.writer,
  inspect: (path, shown) => withFile(path, (source) => inspect(source, shown)),
  lockIo,
  undecodable: [],
  find: () => undefined,
  interruption: () => new AbortController().signal,
  live: undefined,
  confirm: undefined,
  start: () => Promise.resolve(127),
  capture: () => Promise.resolve({ exitCode: 127, stdout: '' }),
  loadSystem: () => Promise.reject(new Error('this machine has no system')),
};
