import { lockIo, system } from '@mkcross/host/node';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import type { CommandContext } from 'mkcross';

/** A machine without programs and files, which writes to the disk. */
export const noMachine: CommandContext['machine'] = {
  system: 'x86_64-linux',
  env: {},
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
  start: () => Promise.resolve(127),
  capture: () => Promise.resolve({ exitCode: 127, stdout: '' }),
  loadSystem: () => Promise.reject(new Error('this machine has no system')),
};
