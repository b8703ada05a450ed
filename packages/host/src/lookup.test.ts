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

describe('the order of what * stands for', () => {
  it.each([
    ['numbers of several digits', ['1.10', '1.9', '1.1']],
    ['as many numbers as there are', ['1.0.1', '1', '0.9.9']],
    ['a release under any name before its pre-releases', ['v1', '1-beta', 'x1']],
    ['equal versions by name', ['1-a', '1-b', '1-c']],
    ['names without a number last, by name', ['2', '1', 'latest', 'stable']],
    ['names without a number last, also where they would come first', ['c2', 'c1', 'a', 'b']],
  ])('is %s', async (what, names) => {
    const expected = what.startsWith('a release') ? ['v1', 'x1', '1-beta'] : names;
    for (const listed of [names, names.toReversed(), [...names.slice(1), ...names.slice(0, 1)]])
      expect(await expandPath('/a/*', { list: () => Promise.resolve(listed) })).toEqual(
        expected.map((name) => `/a/${name}`),
      );
  });

  it('is that of the first * before that of the second', async () => {
    const { files } = machineOf(['/a/1/9/x', '/a/2/1/x', '/a/2/3/x', '/b/1-9', '/b/2-1', '/b/2-3']);
    expect(await expandPath('/a/*/*', files)).toEqual(['/a/2/3', '/a/2/1', '/a/1/9']);
    expect(await expandPath('/b/*-*', files)).toEqual(['/b/2-3', '/b/2-1', '/b/1-9']);
  });

  it('has names with a dot in front only where the pattern has one, and also those of the root', async () => {
    const { files } = machineOf(['/.hidden/a', '/seen/a', '/seen./a']);
    expect(await expandPath('/*', files)).toEqual(['/seen', '/seen.']);
    expect(await expandPath('/*.', files)).toEqual(['/seen.']);
    expect(await expandPath('/.h*', files)).toEqual(['/.hidden']);
    const list = (folder: string) => Promise.resolve(folder === '/' ? ['usr'] : []);
    expect(await expandPath('/u*', { list })).toEqual(['/usr']);
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
    expect(await findProgramBy([{ path: '/opt/*/tool' }], machine)).toStrictEqual({ path: '/opt/tool-1/tool' });
    const accepts = (path: string) => Promise.resolve(path.includes('tool-0'));
    expect(await findProgramBy([{ path: '/opt/*/tool' }], machine, accepts)).toEqual({ path: '/opt/tool-0/tool' });
  });

  it('is not looked up in the root where a variable is empty, and in it where the variable names it', async () => {
    const lookup = { variable: 'SDK', path: 'bin/x' };
    const found = async (env: Readonly<Record<string, string>>) => findProgramBy([lookup], machineOf(['/bin/x'], env));
    expect([await found({}), await found({ SDK: '' })]).toEqual([undefined, undefined]);
    expect([await found({ SDK: '/' }), await found({ SDK: '///' })]).toEqual([{ path: '/bin/x' }, { path: '/bin/x' }]);
    expect(await findFolder([{ variable: 'SDK', path: '.' }], machineOf(['/a/x'], { SDK: '/a//' }))).toBe('/a');
    const root: LookupMachine['files'] = {
      list: () => Promise.resolve([]),
      status: (path) => Promise.resolve(path === '/' ? { kind: 'folder', version: '' } : undefined),
    };
    expect(await findFolder([{ variable: 'SDK', path: '.' }], { env: { SDK: '//' }, files: root })).toBe('/');
  });

  it('without a script has none', async () => {
    expect(await findProgramBy([{ command: 'cc' }], machineOf(['/usr/bin/cc']))).toStrictEqual({ path: '/usr/bin/cc' });
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
