import type { ModelTool } from '@mkcross/composer';
import {
  locateShell,
  lockText,
  lockTools,
  toolFindings,
  type LockedTool,
  type LockedTools,
  type System,
} from '@mkcross/host';
import { memorySystem, type Beginning } from '../test/memory-system.ts';
import { allTargets, sampleEntry, sampleModel, sampleTool } from '../test/sample-model.ts';

const version = { args: ['version'], pattern: String.raw`^(\d\S+)` };
const zig = sampleTool('zig', { version });
const wheel = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
const folder = '/home/account/.cache/mkcross/pypi/ziglang/0.15.2';
const here = { programs: { '/bin/zig': '0.15.2' } };
const hash = (digits: string) => digits.repeat(32);

interface Machine extends Beginning {
  readonly locked?: LockedTools | undefined;
  /** How files are hashed. @default as in memory */
  readonly sha256?: System['files']['sha256'];
}

/** A shell that requires the tool `t`, and not `other`, on a machine with a lock file. */
async function open(tool: ModelTool, { locked, sha256, files = {}, ...beginning }: Machine) {
  const lock =
    locked === undefined ? {} : { '/p/mkcross.lock': lockText({ version: 1, systems: { 'x86_64-linux': locked } }) };
  const memory = memorySystem({ ...beginning, files: { ...files, ...lock } });
  const system = sha256 === undefined ? memory : { ...memory, files: { ...memory.files, sha256 } };
  const model = sampleModel({ tools: { t: tool, other: tool }, env: { T: [sampleEntry([{ tool: 't' }])] } });
  const shell = await locateShell(system, { model, choice: allTargets, root: '/p', user: { PATH: '/bin' } });
  return { system, shell };
}
async function lockedIn(tool: ModelTool, machine: Machine): Promise<LockedTools> {
  const { system, shell } = await open(tool, machine);
  return (await lockTools(system, shell))?.located.locked ?? {};
}
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

describe('a lock', () => {
  it('has the tools that the shell requires, with version and hash', async () => {
    const locked = await lockedIn(zig, here);
    expect(locked).toMatchObject({ t: { program: 'zig', version: '0.15.2', fetched: null } });
    expect([Object.keys(locked), locked['t']?.unpacked]).toEqual([['t'], undefined]);
    expect(locked['t']?.sha256).toMatch(/^[0-9a-f]{64}$/);
    // A program of the machine is no package, though there is one.
    expect(await lockedIn({ ...zig, provision: wheel }, here)).toEqual(locked);
    expect(await lockedIn(zig, { programs: { '/bin/zig': 'none' } })).toMatchObject({ t: { version: null } });
  });

  it('does not have missing tools, nor programs that cannot be read', async () => {
    expect(await lockedIn(zig, {})).toEqual({});
    expect(await lockedIn(zig, { ...here, sha256: failing('EACCES') })).toEqual({});
    await expect(lockedIn(zig, { ...here, sha256: failing('EIO') })).rejects.toThrow('EIO');
  });

  it('does not have what was fetched without a record that can be read', async () => {
    const fetched = (record: string) => {
      const files = { [`${folder}/ziglang/zig`]: '', [`${folder}/mkcross-fetched.json`]: record };
      return lockedIn({ ...zig, provision: wheel }, { files });
    };
    const record = { version: 1, index: null, url: 'https://x', sha256: hash('ab'), files: [] };
    expect(await fetched(JSON.stringify(record))).toMatchObject({ t: { fetched: 'ziglang', sha256: record.sha256 } });
    expect(await fetched('{}')).toEqual({});
  });

  it('keeps tools of other shells that the model has', async () => {
    const one = { program: 'zig', version: '1', fetched: null, sha256: hash('ab') };
    const locked = await lockedIn(zig, { ...here, locked: { t: one, other: one, gone: one } });
    expect(locked).toMatchObject({ t: { version: '0.15.2' }, other: one });
    expect(Object.keys(locked).toSorted()).toEqual(['other', 't']);
  });
});

describe('a tool of this machine', () => {
  const compare = async (change: (tool: LockedTool) => LockedTools, printed = '0.15.2') => {
    const machine = { programs: { '/bin/zig': printed } };
    const { t: same } = await lockedIn(zig, machine);
    if (same === undefined) throw new Error('The tool is on this machine.');
    const { system, shell } = await open(zig, { ...machine, locked: change(same) });
    return toolFindings(system, shell).then((all) => all.filter(({ code }) => code.startsWith('LOCK_')));
  };

  it.each<[string, Partial<LockedTool>, string | undefined]>([
    ['nothing', {}, undefined],
    ['what it prints as its version', { version: '0.15.3' }, undefined],
    ['its name', { program: 'zig2' }, 'zig2 0.15.2 ('],
    ['where it was fetched', { fetched: 'ziglang' }, 'zig 0.15.2 of ziglang ('],
    ['its hash', { sha256: hash('cd') }, 'zig 0.15.2 (SHA-256 cdcdcdcdcdcd…)'],
    [
      'what was unpacked',
      { sha256: hash('cd'), unpacked: hash('ef') },
      '(SHA-256 cdcdcdcdcdcd…, of its files efefefefefef…)',
    ],
    ['its hash and version', { sha256: hash('cd'), version: null }, 'zig (unknown version) ('],
  ])('that differs from the lock file in %s', async (_, parts, locked) => {
    const found = await compare((same) => ({ t: { ...same, ...parts } }));
    const expected = { code: 'LOCK_DIFFERS', data: { tool: 't' }, where: { file: 'mkcross.lock' } };
    expect(found).toMatchObject(locked === undefined ? [] : [expected]);
    if (locked !== undefined) {
      expect(found[0]?.data['locked']).toContain(locked);
      expect(found[0]?.data['here']).toMatch(/^zig 0\.15\.2 \(SHA-256 [0-9a-f]{12}…\)$/);
    }
  });

  it('that differs only in what was unpacked does', async () => {
    expect(await compare((same) => ({ t: { ...same, unpacked: hash('ef') } }))).toHaveLength(1);
  });

  it('that the lock file does not have is reported, and locked tools that are absent here are not', async () => {
    const found = await compare((same) => ({ gone: same }));
    expect(found).toMatchObject([{ code: 'LOCK_LACKS_TOOL', data: { tool: 't' }, where: { file: 'mkcross.lock' } }]);
    expect(found[0]?.data['here']).toMatch(/^zig 0\.15\.2 \(/);
  });
});

describe('the version that a tool is fetched in', () => {
  it.each<[string, Partial<ModelTool>, Partial<LockedTool> | undefined, string | undefined]>([
    ['the locked one', { provision: wheel, version }, {}, '0.15.2'],
    ['the locked one of the wanted series', { provision: wheel, version, series: '0.15' }, {}, '0.15.2'],
    ['the wanted series, where the locked one is not of it', { provision: wheel, version, series: '0.16' }, {}, '0.16'],
    ['any, where none is locked', { provision: wheel, version }, undefined, undefined],
    ['any, where the locked one is unknown', { provision: wheel, version }, { version: null }, undefined],
    ['any, where it was not fetched', { provision: wheel, version }, { fetched: null }, undefined],
    ['any, where another package was fetched', { provision: wheel, version }, { fetched: 'other' }, undefined],
    ['any, where nothing is to be fetched', { version }, {}, undefined],
    ['any, where its version is not asked for', { provision: wheel }, {}, undefined],
  ])('is %s', async (_, parts, locked, series) => {
    const one = { program: 'zig', version: '0.15.2', fetched: 'ziglang', sha256: hash('ab') };
    const { shell } = await open(sampleTool('zig', parts), {
      locked: locked === undefined ? {} : { t: { ...one, ...locked } },
    });
    expect(shell.model.tools['t']?.series).toBe(series);
  });
});
