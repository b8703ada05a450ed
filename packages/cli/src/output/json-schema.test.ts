import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk } from '@mkcross/composer/node';
import { Check } from 'typebox/schema';
import { findingsSchema, run, type CommandContext } from 'mkcross';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins, ownPlugins } from '../../test/plugin-packages.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-json-'));
  await writeFile(
    join(folder, 'mkcross.toml'),
    'plugins = ["rust-musl"]\ntargets = ["x86_64-unknown-linux-musl"]\n[nix]\nsystems = ["x86_64-linux"]\n',
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function mkcross(args: readonly string[], changes: Partial<CommandContext> = {}) {
  let out = '';
  let err = '';
  const context: CommandContext = {
    folder,
    files: disk,
    plugins: installedPlugins(ownPlugins),
    untracked: () => Promise.resolve(['flake.nix']),
    machine: noMachine,
    out: (text) => (out += text),
    err: (text) => (err += text),
    colour: { out: false, err: false },
    ...changes,
  };
  return { code: await run(context, args, '1.2.3'), out, err };
}

const codesOf = (output: unknown): readonly unknown[] =>
  typeof output === 'object' && output !== null && 'findings' in output && Array.isArray(output.findings)
    ? output.findings.map((one: unknown) => (typeof one === 'object' && one !== null && 'code' in one ? one.code : one))
    : [];

const schemaOf = (command: string) => ({ ...findingsSchema, $ref: `#/$defs/${command}` });

describe('--json output keeps the published schema', () => {
  it.each([
    ['generate', ['generate'], ['NOT_TRACKED']],
    ['generate', ['generate', '--check'], ['FILE_DRIFT']],
    ['generate', ['generate', '--stdout'], []],
    ['list', ['list'], []],
    ['explain', ['explain', 'x86_64-unknown-linux-musl'], []],
    ['explain', ['explain', 'nothing'], ['NAME_UNKNOWN']],
    ['add', ['add', 'target', 'x86_64-unknown-linux-musl'], ['TOOLCHAIN_FILE_MISSING']],
    ['init', ['init', '--gitignore'], []],
    ['finding', ['verify', 'other', '--backend', 'nix'], ['VERIFY_TARGET_UNKNOWN']],
    ['finding', ['verify', '--backend', 'nix'], ['NOT_IN_SHELL']],
  ])('%s: %j', async (command, args, codes) => {
    const output: unknown = JSON.parse((await mkcross([...args, '--json'])).out);
    expect(codesOf(output)).toEqual(expect.arrayContaining(codes));
    expect(Check({ ...findingsSchema }, output)).toBe(true);
    if (command !== 'finding') expect(Check(schemaOf(command), output)).toBe(true);
  });

  it('and other data do not', () => {
    const where = { file: 'flake.nix' };
    const finding = { code: 'FILE_DRIFT', severity: 'error', message: 'm', hint: 'h', where };
    const printed = (data: object) => ({ ok: false, findings: [{ ...finding, data }] });
    expect(Check({ ...findingsSchema }, printed({ file: 'flake.nix', state: 'changed' }))).toBe(true);
    expect(Check({ ...findingsSchema }, printed({ file: 'flake.nix', state: 'other' }))).toBe(false);
    expect(Check({ ...findingsSchema }, { findings: [] })).toBe(false);
    expect(Check(schemaOf('list'), { ok: true, findings: [], plugins: [{}] })).toBe(false);
  });
});

describe('an unexpected exception', () => {
  const bundle = 'x'.repeat(90_000);
  const files = {
    ...disk,
    exists: () =>
      Promise.reject(new TypeError(`cannot read ${new URL('..', import.meta.url).pathname}a.ts\n${bundle}`)),
  };

  it('is one line with a code, and where to report it', async () => {
    const { code, err } = await mkcross(['plan'], { files });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error INTERNAL\n {2}Internal error in mkcross 1\.2\.3 \(.*\): TypeError: cannot read mkcross\/src\/a\.ts\n {2}next: .*npm bugs mkcross.*\n$/,
    );
  });

  it('is a finding in --json', async () => {
    const output: unknown = JSON.parse((await mkcross(['plan', '--json'], { files })).out);
    expect(codesOf(output)).toEqual(['INTERNAL']);
    expect(Check({ ...findingsSchema }, output)).toBe(true);
  });

  it('has its stack where MKCROSS_BACKTRACE asks for it', async () => {
    const machine = { ...noMachine, env: { MKCROSS_BACKTRACE: '1' } };
    expect((await mkcross(['plan'], { files, machine })).err).toMatch(/\n {6}at /);
  });
});
