import { expandPath, findFolder, findProgramBy, type LookupMachine } from '@mkcross/host';
import { memorySystem } from '../test/memory-system.ts';

const machineOf = (files: readonly string[], env: Readonly<Record<string, string>> = {}): LookupMachine => {
  const system = memorySystem({ files: Object.fromEntries(files.map((file) => [file, ''])) });
  return {
    env,
    files: system.files,
    find: (command) => files.find((file) => file === `/usr/bin/${command}`),
  };
};

describe('a path with *', () => {
  const names = ['27.0.1', '9.1', '27.0.1-beta1', 'latest', '.hidden', '26.3', '27.0'];
  const { files } = machineOf(names.map((name) => `/sdk/ndk/${name}/bin/clang`));

  it('has the highest version first, releases before their pre-releases, and names without a number last', async () => {
    expect(await expandPath('/sdk/ndk/*', files)).toEqual(
      ['27.0.1', '27.0.1-beta1', '27.0', '26.3', '9.1', 'latest'].map((name) => `/sdk/ndk/${name}`),
    );
  });

  it('does not depend on the order in which the folder lists its names', async () => {
    const reversed = { list: async (folder: string) => (await files.list(folder)).toReversed() };
    expect(await expandPath('/sdk/*/*', reversed)).toEqual(await expandPath('/sdk/*/*', files));
  });

  it('has neither the whole disk read, nor a name matched for ever', async () => {
    const asked: string[] = [];
    const endless = {
      list: (folder: string) => {
        asked.push(folder);
        return Promise.resolve(Array.from({ length: 12 }, (_, index) => `${'a'.repeat(40)}${index}`));
      },
    };
    expect(await expandPath('/*/*/*/*/*', endless)).toHaveLength(1000);
    expect(asked.length).toBeLessThan(3000);
    expect(await expandPath(`/${'a*'.repeat(30)}b`, endless)).toEqual([]);
  });

  it('matches a part of a name only', async () => {
    expect(await expandPath('/sdk/ndk/27*', files)).toEqual(
      ['27.0.1', '27.0.1-beta1', '27.0'].map((name) => `/sdk/ndk/${name}`),
    );
    expect(await expandPath('/sdk/ndk/2*.*', files)).toEqual(
      ['27.0.1', '27.0.1-beta1', '27.0', '26.3'].map((name) => `/sdk/ndk/${name}`),
    );
    expect(await expandPath('/sdk/*/clang', files)).toEqual(['/sdk/ndk/clang']);
    expect(await expandPath('/nowhere/*/bin', files)).toEqual([]);
  });

  it('takes every other character literally', async () => {
    const { files: odd } = machineOf(['/a/x+y-1', '/a/xxy-2', '/a/x.y-3']);
    expect(await expandPath('/a/x+y-*', odd)).toEqual(['/a/x+y-1']);
    expect(await expandPath('/a/x.y-*', odd)).toEqual(['/a/x.y-3']);
  });

  it('compares versions number by number: gcc 12 before gcc 9', async () => {
    const { files: gcc } = machineOf([
      '/usr/lib/gcc/x/9-posix/a',
      '/usr/lib/gcc/x/12-posix/a',
      '/usr/lib/gcc/x/12-win32/a',
    ]);
    expect(await expandPath('/usr/lib/gcc/x/*-posix', gcc)).toEqual(
      ['12', '9'].map((version) => `/usr/lib/gcc/x/${version}-posix`),
    );
  });
});

describe('a program', () => {
  it('is found on PATH, in a folder that a variable names, or at a fixed path, in the order given', async () => {
    const lookups = [
      { command: 'wasmtime' },
      { variable: 'WASMTIME_HOME', path: 'bin/wasmtime' },
      { path: '/opt/wasmtime-*/wasmtime' },
    ];
    const all = ['/usr/bin/wasmtime', '/w/bin/wasmtime', '/opt/wasmtime-9/wasmtime', '/opt/wasmtime-10/wasmtime'];
    const env = { WASMTIME_HOME: '/w/' };
    const found = async (...machine: Parameters<typeof machineOf>) =>
      (await findProgramBy(lookups, machineOf(...machine)))?.path;
    expect(await found(all, env)).toBe('/usr/bin/wasmtime');
    expect(await found(all.slice(1), env)).toBe('/w/bin/wasmtime');
    expect(await found(all.slice(1))).toBe('/opt/wasmtime-10/wasmtime');
    expect(await found(all.slice(1), { WASMTIME_HOME: '' })).toBe('/opt/wasmtime-10/wasmtime');
    expect(await found(['/cwd/w/bin/wasmtime'], { WASMTIME_HOME: 'w' })).toBeUndefined();
    expect(await found([])).toBeUndefined();
  });

  it('must be a file, and be accepted', async () => {
    const machine = machineOf(['/opt/tool-2/tool/readme', '/opt/tool-1/tool', '/opt/tool-0/tool']);
    expect(await findProgramBy([{ path: '/opt/*/tool' }], machine)).toEqual({ path: '/opt/tool-1/tool' });
    const accepts = (path: string) => Promise.resolve(path.includes('tool-0'));
    expect(await findProgramBy([{ path: '/opt/*/tool' }], machine, accepts)).toEqual({ path: '/opt/tool-0/tool' });
  });

  it('keeps the script that calls it', async () => {
    const machine = machineOf(['/usr/bin/musl-gcc']);
    expect(
      await findProgramBy([{ command: 'gcc' }, { command: 'musl-gcc', through: 'exec "$program"' }], machine),
    ).toEqual({
      path: '/usr/bin/musl-gcc',
      through: 'exec "$program"',
    });
  });
});

describe('a folder', () => {
  const folders = [
    { variable: 'ANDROID_NDK_HOME', path: '.' },
    { variable: 'ANDROID_HOME', path: 'ndk/*' },
    { path: '/opt/android/ndk/*' },
  ];
  const files = ['/sdk/ndk/27.0/a', '/sdk/ndk/9.9/a', '/sdk/ndk/99.txt', '/opt/android/ndk/1/a', '/mine/a'];

  it('is the first that exists; files do not count', async () => {
    expect(await findFolder(folders, machineOf(files, { ANDROID_NDK_HOME: '/mine/' }))).toBe('/mine');
    expect(await findFolder(folders, machineOf(files, { ANDROID_NDK_HOME: '/gone', ANDROID_HOME: '/sdk' }))).toBe(
      '/sdk/ndk/27.0',
    );
    expect(await findFolder(folders, machineOf(files))).toBe('/opt/android/ndk/1');
    expect(await findFolder(folders, machineOf([]))).toBeUndefined();
  });
});
