import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const musl = 'x86_64-unknown-linux-musl';

let project: string;
let home: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-direnv-'));
  home = await mkdtemp(join(tmpdir(), 'mkcross-direnv-home-'));
});
afterAll(async () => {
  for (const folder of [project, home]) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

type Variables = Readonly<Record<string, string>>;

/** Runs direnv where a prompt would: the variables that it sets; nothing if it has nothing to do. */
async function prompt(variables: Variables): Promise<Variables | undefined> {
  const env = { ...testbed.env, HOME: home, ...variables };
  const PATH = variables['PATH'] ?? `${testbed.env['PATH'] ?? ''}:/usr/bin:/bin`;
  const { stdout } = await execa('/usr/bin/direnv', ['export', 'json'], {
    cwd: project,
    env: { ...env, PATH },
    extendEnv: false,
  });
  if (stdout === '') return undefined;
  const changes: unknown = JSON.parse(stdout);
  const all = typeof changes === 'object' && changes !== null ? Object.entries(changes) : [];
  return Object.fromEntries(all.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

const later = async (path: string, seconds: number) => {
  const time = Date.now() / 1000 + seconds;
  await utimes(join(project, path), time, time);
};

it('direnv enters the shell by the .envrc of mkcross init, and again when a file changes that it follows from', async () => {
  const config = `plugins = ["rust-musl"]\n[nix]\nnixpkgs = "${testbed.nixpkgs.new}"\n`;
  await writeFile(join(project, 'mkcross.toml'), config);
  const toolchain = `[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ["${musl}"]\n`;
  await writeFile(join(project, 'rust-toolchain.toml'), toolchain);
  await execa('node', [command, 'generate'], { cwd: project });
  await execa('node', [command, 'init', '--direnv'], { cwd: project });
  await execa('/usr/bin/direnv', ['allow'], { cwd: project, env: { HOME: home } });
  // The first time, Nix writes flake.lock, which direnv watches too.
  await prompt({});
  const entered = await prompt({});
  expect(entered).toMatchObject({ CARGO_BUILD_TARGET: musl, RUSTUP_HOME: join(project, '.rustup') });
  const inside = entered ?? {};
  expect(await prompt(inside)).toBeUndefined();
  for (const [index, file] of ['rust-toolchain.toml', 'mkcross/common.nix'].entries()) {
    await later(file, 10 + index);
    expect([file, Object.keys((await prompt(inside)) ?? {})]).toEqual([
      file,
      expect.arrayContaining(['DIRENV_WATCHES']),
    ]);
  }
});
