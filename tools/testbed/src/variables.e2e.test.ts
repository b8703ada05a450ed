import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const project = fileURLToPath(new URL('../../../examples/env-harness', import.meta.url));
const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const probe = join(project, 'target/debug/probe');
const targets = ['x86_64-pc-windows-gnu', 'x86_64-unknown-linux-gnu', 'x86_64-unknown-linux-musl'] as const;
type Target = (typeof targets)[number];
type Environment = Readonly<Record<string, string>>;

/** What a crate decides with all variables of the shell, and where the absence of each variable shows. */
interface Sight {
  readonly lookup: 'bindgen' | 'build' | 'cc' | 'cmake' | 'pkg-config';
  readonly field: string;
}
const sights: Readonly<Record<string, Sight>> = {
  AR: { lookup: 'cc', field: 'archiver.program' },
  BINDGEN_EXTRA_CLANG_ARGS: { lookup: 'bindgen', field: 'libc' },
  CARGO_LINKER: { lookup: 'build', field: 'built' },
  CARGO_RUNNER: { lookup: 'build', field: 'ran.code' },
  CARGO_RUSTFLAGS: { lookup: 'build', field: 'built' },
  CC: { lookup: 'cc', field: 'c.compiler' },
  CMAKE_PREFIX_PATH: { lookup: 'cmake', field: 'pkgConfig.in-prefix' },
  CMAKE_TOOLCHAIN_FILE: { lookup: 'cmake', field: 'variables.CMAKE_FIND_ROOT_PATH_MODE_LIBRARY' },
  CXX: { lookup: 'cc', field: 'cpp.compiler' },
  CXXSTDLIB: { lookup: 'cc', field: 'links.0' },
  PKG_CONFIG: { lookup: 'pkg-config', field: 'packages.in-wrapper.found' },
  PKG_CONFIG_ALLOW_CROSS: { lookup: 'pkg-config', field: 'allowsCross' },
  PKG_CONFIG_PATH: { lookup: 'pkg-config', field: 'packages.in-path.found' },
  PKG_CONFIG_SYSROOT_DIR: { lookup: 'pkg-config', field: 'packages.of-target.includePaths.0' },
  RANLIB: { lookup: 'cc', field: 'ranlib.program' },
};

/** What the program that PKG_CONFIG_<t> names finds: never what the user's own variables name. */
const libraries = {
  'pkg-config packages.in-libdir.found': false,
  'pkg-config packages.in-path.found': false,
  'pkg-config packages.in-wrapper.found': false,
  'pkg-config packages.of-target.found': true,
};

/** What the crates say where every variable is in its place; host programs and libraries never appear. */
const expected: Readonly<Record<Target, Readonly<Record<string, unknown>>>> = {
  'x86_64-pc-windows-gnu': {
    ...libraries,
    'cc c.libc': 'mingw',
    'cc cpp.libc': 'mingw',
    'cc c.headers.pthread.h': true,
    'cc cpp.headers.pthread.h': true,
    'cc c.archive.format': 'coff',
    'cc cpp.archive.format': 'coff',
    'cc cpp.threads': true,
    'cmake built': true,
    'cmake ran': 'program 7',
    'cmake archive': 'coff',
    'cmake program': 'pe',
    'bindgen libc': 'mingw',
    'bindgen longBytes': 4,
    'bindgen headers.sys/epoll.h': false,
    'build ran.stdout': '[two words] C of mingw, thread 7, length 9, exception -1\n',
  },
  'x86_64-unknown-linux-gnu': {
    'cc c.libc': 'glibc',
    'cc cpp.libc': 'glibc',
    'build ran.stdout': '[two words] C of glibc, thread 7, length 9, exception -1\n',
  },
  'x86_64-unknown-linux-musl': {
    ...libraries,
    'cc c.libc': 'musl',
    'cc cpp.libc': 'musl',
    'cc c.archive.format': 'elf',
    'cmake built': true,
    'cmake ran': 'program 7',
    'cmake archive': 'elf',
    'bindgen libc': 'musl',
    'bindgen longBytes': 8,
    'build ran.stdout': '[two words] C of musl, thread 7, length 9, exception -1\n',
  },
};

let scratch: string;
let shell: Environment;
let emitted: Readonly<Record<string, unknown>>;

const testbed = await setUp(() => undefined);
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'mkcross-variables-'));
  await execa('node', [command, 'generate', '--check'], { cwd: project });
  const built = await develop(testbed, { project, command: ['cargo', 'host', 'build', '--quiet', '--locked'] });
  expect([built.exitCode, built.exitCode === 0 ? '' : built.stderr]).toEqual([0, '']);
  const { stdout } = await develop(testbed, { project, command: ['env', '-0'] });
  shell = Object.fromEntries(stdout.split('\0').flatMap((line) => pair(line)));
  const plan: unknown = JSON.parse((await execa('node', [command, 'plan', '--json'], { cwd: project })).stdout);
  emitted = fields(plan, 'env');
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const pair = (line: string) => {
  const at = line.indexOf('=');
  return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
};

function fields(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const found = at(value, [name]);
  if (typeof found !== 'object' || found === null) throw new Error(`there is no ${name}`);
  return { ...found };
}

function at(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  // A header's name has a full stop in it.
  for (const [name, inner] of Object.entries(value))
    for (let length = path.length; length > 0; length--)
      if (path.slice(0, length).join('.') === name) return at(inner, path.slice(length));
  return undefined;
}

/** The machine of a user whose own settings would reach every target, were it not for the target's variables. */
async function hostile(target: Target): Promise<Environment> {
  const folder = join(scratch, target);
  const pc = async (place: string, name: string) => {
    await mkdir(join(folder, place), { recursive: true });
    const text = `prefix=${folder}\nName: ${name}\nDescription: a library\nVersion: 1.2.3\nCflags: -I\${prefix}/include\nLibs: -L\${prefix}/lib -l${name}\n`;
    await writeFile(join(folder, place, `${name}.pc`), text);
  };
  const program = async (name: string, text: string) => {
    await mkdir(join(folder, 'bin'), { recursive: true });
    await writeFile(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`);
    await chmod(join(folder, 'bin', name), 0o755);
  };
  await pc('libdir', 'in-libdir');
  await pc('path', 'in-path');
  await pc('prefix/lib/pkgconfig', 'in-prefix');
  await pc('wrapper', 'in-wrapper');
  await pc('target', 'of-target');
  await program('pkg-config', `PKG_CONFIG_PATH=${folder}/wrapper exec /usr/bin/pkg-config "$@"`);
  for (const name of ['cc', 'x86_64-w64-mingw32-gcc']) await program(name, 'echo "this is another" >&2; exit 1');
  const libdir = `PKG_CONFIG_LIBDIR_${target.replaceAll('-', '_')}`;
  return {
    ...shell,
    PATH: `${folder}/bin:${shell['PATH'] ?? ''}`,
    CMAKE_PREFIX_PATH: join(folder, 'prefix'),
    PKG_CONFIG: join(folder, 'bin/pkg-config'),
    PKG_CONFIG_ALLOW_CROSS: '0',
    PKG_CONFIG_LIBDIR: join(folder, 'libdir'),
    PKG_CONFIG_PATH: join(folder, 'path'),
    PKG_CONFIG_SYSROOT_DIR: '/sysroot',
    [libdir]: join(folder, 'target'),
    CARGO_TARGET_DIR: join(folder, 'cargo'),
  };
}

const words = {
  bindgen: ['--header', 'pthread.h', '--header', 'sys/epoll.h'],
  build: ['--run'],
  cc: ['--header', 'pthread.h'],
  cmake: ['--package', 'in-prefix', '--run'],
  'pkg-config': ['in-libdir', 'in-path', 'in-wrapper', 'of-target'].flatMap((name) => ['--package', name]),
} as const;

async function ask(lookup: Sight['lookup'], target: Target, env: Environment): Promise<unknown> {
  // What is for the machine that builds stays: only the target's part is built again.
  if (lookup === 'build') await rm(join(scratch, target, 'cargo', target), { recursive: true, force: true });
  const { stdout } = await execa(probe, [lookup, target, ...words[lookup]], { cwd: project, env, extendEnv: false });
  return JSON.parse(stdout);
}

/** A variable's name without its target, and whether it is of that target. */
function stem(name: string, target: Target): string | undefined {
  const under = target.replaceAll('-', '_');
  if (name.endsWith(`_${under}`)) return name.slice(0, -under.length - 1);
  const cargo = `CARGO_TARGET_${under.toUpperCase()}_`;
  return name.startsWith(cargo) ? `CARGO_${name.slice(cargo.length)}` : undefined;
}

describe.each(targets)('on the machine of a user with settings of their own, for %s', (target) => {
  const full: Partial<Record<Sight['lookup'], unknown>> = {};
  let env: Environment;
  beforeAll(async () => {
    env = await hostile(target);
    // The host has no variables for pkg-config, CMake and bindgen: a user's own settings are meant for it.
    for (const lookup of target.endsWith('linux-gnu') ? (['cc', 'build'] as const) : lookups)
      full[lookup] = await ask(lookup, target, env);
  });

  it.each(Object.keys(expected[target]))('the crates say what they should: %s', (name) => {
    const [lookup = '', field = ''] = name.split(' ');
    const report = Object.entries(full).find(([one]) => one === lookup)?.[1];
    expect([at(report, field.split('.')), at(report, ['error'])]).toEqual([expected[target][name], undefined]);
  });

  it('no sysroot of the user stands before the paths of a library', () => {
    const path = ['packages', 'of-target', 'includePaths', '0'];
    const isCross = full['pkg-config'] !== undefined;
    expect(at(full['pkg-config'], path)).toBe(isCross ? join(scratch, target, 'include') : undefined);
  });

  it('shows the absence of every variable that the shell sets', async () => {
    // Those of mkcross' own are for builds that no crate starts.
    const names = Object.keys(emitted).filter(
      (name) => name in env && stem(name, target) !== undefined && !name.startsWith('MKCROSS_'),
    );
    expect(names.length).toBeGreaterThanOrEqual(5);
    for (const name of names) {
      const sight = sights[stem(name, target) ?? ''];
      if (sight === undefined) throw new Error(`no lookup shows what ${name} is good for`);
      const { [name]: _, ...without } = env;
      const path = sight.field.split('.');
      const before = at(full[sight.lookup], path);
      const after = at(await ask(sight.lookup, target, without), path);
      expect({ name, after }).not.toEqual({ name, after: before });
    }
  });
});

const lookups = ['bindgen', 'build', 'cc', 'cmake', 'pkg-config'] as const;

describe('what is not of one target', () => {
  it('is each shown: homes, default target and prefix where the examples and Wine are', () => {
    const others = Object.keys(emitted).filter((name) => targets.every((target) => stem(name, target) === undefined));
    expect(others.toSorted()).toEqual([
      'CARGO_BUILD_TARGET',
      'CARGO_HOME',
      'LIBCLANG_PATH',
      'PATH',
      'RUSTUP_HOME',
      'WINEPREFIX',
    ]);
  });

  it('LIBCLANG_PATH: bindgen else loads whichever libclang it comes upon', async () => {
    const { LIBCLANG_PATH: folder = '', ...without } = shell;
    const libclang = async (env: Environment) =>
      at(await ask('bindgen', 'x86_64-unknown-linux-gnu', env), ['libclang']);
    expect(await libclang(shell)).toMatch(folder);
    expect(await libclang(without)).not.toMatch(folder);
  });

  it('PATH: rustc else finds no dlltool for the import library of a raw-dylib', async () => {
    const env = await hostile('x86_64-pc-windows-gnu');
    const dlltool = 'x86_64-w64-mingw32-dlltool';
    const folders = (env['PATH'] ?? '').split(':').filter((folder) => !existsSync(join(folder, dlltool)));
    const report = await ask('build', 'x86_64-pc-windows-gnu', { ...env, PATH: folders.join(':') });
    expect(at(report, ['error'])).toMatch("error calling dlltool 'x86_64-w64-mingw32-dlltool'");
  });
});
