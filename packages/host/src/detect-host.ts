import type { Host } from '@mkcross/core';
import type { FileSystem } from './system.ts';

/** What Node says of the machine that it runs on: `process.arch` and `process.platform`. */
export interface NodeMachine {
  readonly arch: string;
  readonly platform: string;
}

/** Architectures that Nix names differently from Node. */
const architectures: Readonly<Record<string, string>> = {
  arm: 'armv7l',
  arm64: 'aarch64',
  ia32: 'i686',
  loong64: 'loongarch64',
  ppc64: 'powerpc64le',
  x64: 'x86_64',
};

/**
 * The machine as mkcross names it: `x86_64-linux`, `aarch64-darwin`, `x86_64-freebsd`; `x86_64-linux-musl` where the C library is
 * musl. Hosts that mkcross has no triple of have a name too.
 */
export async function detectHost(
  files: Pick<FileSystem, 'list' | 'read'>,
  { arch, platform }: NodeMachine,
): Promise<Host> {
  const host: Host = `${architectures[arch] ?? arch}-${platform === 'win32' ? 'windows' : platform}`;
  return platform === 'linux' && (await isMusl(files)) ? `${host}-musl` : host;
}

/** Whether the C library is musl. Its `ldd` is a script or link that names musl; without `ldd`, the only loader of the machine tells. */
async function isMusl(files: Pick<FileSystem, 'list' | 'read'>): Promise<boolean> {
  const ldd = await files.read('/usr/bin/ldd');
  if (ldd !== undefined) return ldd.includes('musl');
  const loaders = [...(await files.list('/lib')), ...(await files.list('/lib64'))];
  return (
    loaders.some((name) => name.startsWith('ld-musl-')) &&
    !loaders.some((name) => name.startsWith('ld-linux') || name === 'ld64.so.2')
  );
}
