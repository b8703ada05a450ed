import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, develop, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

const targets = [
  ['x86_64-unknown-linux-musl', 'x86_64_unknown_linux_musl', ''],
  ['x86_64-pc-windows-gnu', 'x86_64_pc_windows_gnu', '.exe'],
] as const;

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-libraries-'));
  await copyExample('hello-rust', project);
  await rm(join(project, 'Cargo.lock'));
  const lists = targets.map(([triple]) => `[target.${triple}]\nlibraries = ["./vendor/${triple}"]\n`);
  await put('mkcross.toml', `plugins = ["rust", "rust-musl", "rust-mingw", "wine"]\n${lists.join('')}`);
  await put(
    'Cargo.toml',
    '[package]\nname = "example"\nversion = "0.1.0"\nedition = "2021"\n[build-dependencies]\npkg-config = "0.3.30"\n',
  );
  await put('build.rs', 'fn main() { pkg_config::Config::new().statik(true).probe("greet >= 1").unwrap(); }\n');
  await put(
    'src/main.rs',
    'extern "C" { fn greet() -> i32; }\nfn main() { println!("greeted {}", unsafe { greet() }); }\n',
  );
  await put('greet.c', '#include <greet.h>\nint greet(void) { return GREETINGS; }\n');
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(project, path, '..'), { recursive: true });
  await writeFile(join(project, path), text);
}

const run = (...words: readonly [string, ...string[]]) =>
  execa('node', [command, 'run', '--backend', 'host', '--', ...words], {
    cwd: project,
    env: testbed.host,
    extendEnv: false,
    reject: false,
  });

it.each(targets)('a crate that wants a library that is not there is told so: %s', async (triple) => {
  const { exitCode, stderr } = await run('cargo', 'build', '--target', triple);
  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(
    new RegExp(`mkcross: ${triple} has no library "greet >= 1" in .*/vendor/${triple}/lib/pkgconfig.*; add a package`),
  );
  const quiet = await run(`${triple}-pkg-config`, '--exists', 'greet');
  expect([quiet.exitCode, quiet.stderr]).toEqual([1, '']);
});

it.each(targets)('the compilers of the shell make one in a folder of the project: %s', async (triple, name) => {
  const prefix = `vendor/${triple}`;
  await put(`${prefix}/include/greet.h`, '#define GREETINGS 42\n');
  await put(
    `${prefix}/lib/pkgconfig/greet.pc`,
    'prefix=${pcfiledir}/../..\nName: greet\nDescription: greets\nVersion: 1.0\nLibs: -L${prefix}/lib -lgreet\nCflags: -I${prefix}/include\n',
  );
  const build = `$CC_${name} -c greet.c -o greet.o && $AR_${name} rcs ${prefix}/lib/libgreet.a greet.o`;
  const { exitCode } = await run('sh', '-ec', build);
  expect(exitCode).toBe(0);
});

it.each(targets)('it is found without Nix and with it: %s', async (triple, _, exe) => {
  const onHost = await run('cargo', 'run', '--quiet', '--target', triple);
  expect([onHost.exitCode, onHost.stdout.trim()]).toEqual([0, 'greeted 42']);
  const program = join(project, 'target', triple, `debug/example${exe}`);
  const { linkage } = withFile(program, (source) => inspect(source, program));
  expect(linkage).toMatch(/^static/);

  await execa('node', [command, 'generate'], { cwd: project });
  await rm(join(project, 'target'), { recursive: true });
  const inNix = await develop(testbed, {
    project,
    command: ['cargo', 'run', '--quiet', '--target', triple],
  });
  expect([inNix.exitCode, inNix.stdout.trim(), inNix.stderr]).toEqual([0, 'greeted 42', expect.anything()]);
});
