import { detectHost } from '@mkcross/host';
import { memorySystem } from '../test/memory-system.ts';

const hostOf = (arch: string, platform: string, files: Readonly<Record<string, string>> = {}) =>
  detectHost(memorySystem({ files }).files, { arch, platform });

it.each([
  ['x64', 'linux', 'x86_64-linux'],
  ['arm64', 'darwin', 'aarch64-darwin'],
  ['x64', 'freebsd', 'x86_64-freebsd'],
  ['riscv64', 'linux', 'riscv64-linux'],
  ['x64', 'win32', 'x86_64-windows'],
])('%s %s is %s', async (arch, platform, host) => {
  expect(await hostOf(arch, platform)).toBe(host);
});

describe('the C library of a Linux machine', () => {
  const alpine = '#!/bin/sh\nexec /lib/ld-musl-x86_64.so.1 --list "$@"\n';
  const debian = '#! /bin/bash\n# This file is part of the GNU C Library.\n';

  it.each([
    ['of Alpine is musl', { '/usr/bin/ldd': alpine }, 'x86_64-linux-musl'],
    [
      'of Debian is not, though musl-tools has its loader',
      { '/usr/bin/ldd': debian, '/lib/ld-musl-x86_64.so.1': '' },
      'x86_64-linux',
    ],
    ['is musl where its loader is the only one', { '/lib/ld-musl-x86_64.so.1': '' }, 'x86_64-linux-musl'],
    [
      'is not musl where another loader is',
      { '/lib/ld-musl-x86_64.so.1': '', '/lib64/ld-linux-x86-64.so.2': '' },
      'x86_64-linux',
    ],
    [
      'is not musl where the loader of powerpc is',
      { '/lib/ld-musl-powerpc64le.so.1': '', '/lib64/ld64.so.2': '' },
      'x86_64-linux',
    ],
    ['is not musl where only other libraries are', { '/lib/libc.so': '' }, 'x86_64-linux'],
    ['is taken for glibc where no loader is, as in NixOS', {}, 'x86_64-linux'],
  ])('%s', async (_, files, host) => {
    expect(await hostOf('x64', 'linux', files)).toBe(host);
  });

  it('is not asked for on other systems', async () => {
    expect(await hostOf('x64', 'freebsd', { '/usr/bin/ldd': alpine })).toBe('x86_64-freebsd');
  });
});
