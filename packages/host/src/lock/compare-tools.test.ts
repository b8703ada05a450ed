import type { ModelTool } from '@mkcross/composer';
import { sampleModel, sampleTool } from '../../test/sample-model.ts';
import { compareTools, pinned, relocked } from './compare-tools.ts';
import type { LockedTool } from './tool-lock.ts';

const hash = (digits: string) => digits.repeat(32);
const tool = (parts: Partial<LockedTool> = {}): LockedTool => ({
  program: 'zig',
  version: '0.15.2',
  fetched: null,
  sha256: hash('ab'),
  ...parts,
});

describe('a tool of this machine', () => {
  it.each<[string, Partial<LockedTool>, boolean]>([
    ['nothing', {}, false],
    ['what it prints as its version', { version: '0.15.3' }, false],
    ['its name', { program: 'zig2' }, true],
    ['where it was fetched', { fetched: 'ziglang' }, true],
    ['its hash', { sha256: hash('cd') }, true],
    ['what was unpacked', { unpacked: hash('ef') }, true],
  ])('that differs from the lock file in %s', (_, parts, isReported) => {
    const found = compareTools({ z: tool(parts) }, { z: tool() });
    expect(found.map(({ code, data, where }) => [code, data['tool'], where])).toEqual(
      isReported ? [['LOCK_DIFFERS', 'z', { file: 'mkcross.lock' }]] : [],
    );
    if (found[0] !== undefined) expect(found[0].data['here']).not.toBe(found[0].data['locked']);
  });

  it('that the lock file does not have is reported, and locked tools that are absent here are not', () => {
    expect(compareTools({ gone: tool() }, { z: tool() })).toEqual([
      expect.objectContaining({
        code: 'LOCK_LACKS_TOOL',
        data: { tool: 'z', here: expect.stringMatching(/^zig 0\.15\.2 /) },
        where: { file: 'mkcross.lock' },
      }),
    ]);
  });

  it.each<[Partial<LockedTool>, string]>([
    [{}, 'zig 0.15.2 (SHA-256 abababababab…)'],
    [{ fetched: 'ziglang' }, 'zig 0.15.2 of ziglang (SHA-256 abababababab…)'],
    [{ unpacked: hash('ef') }, 'zig 0.15.2 (SHA-256 abababababab…, of its files efefefefefef…)'],
    [{ version: null }, 'zig (unknown version) (SHA-256 abababababab…)'],
  ])('with %j is shown as %s', (parts, text) => {
    expect(compareTools({}, { z: tool(parts) })[0]?.data['here']).toBe(text);
  });
});

describe('the version that a tool is fetched in', () => {
  const wheel = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
  const version = { args: ['version'], pattern: '(.*)' };
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
  ])('is %s', (_, parts, locked, series) => {
    const model = sampleModel({ tools: { z: sampleTool('zig', parts) } });
    const tools = locked === undefined ? {} : { z: tool({ fetched: 'ziglang', ...locked }) };
    expect(pinned(model, tools, 'x86_64-linux')).toEqual({
      ...model,
      tools: { z: { ...model.tools['z'], ...(series === undefined ? {} : { series }) } },
    });
  });
});

it('a new lock keeps other hosts, and tools of this one that the model has', () => {
  const model = sampleModel({ tools: { a: sampleTool('a'), b: sampleTool('b') } });
  const here = { a: tool({ version: '2' }) };
  const before = { a: tool(), b: tool(), gone: tool() };
  const system = 'x86_64-linux';
  expect(relocked(undefined, { model, system, here })).toEqual({ version: 1, systems: { [system]: here } });
  const lock = { version: 1, systems: { [system]: before, 'aarch64-darwin': before } } as const;
  expect(relocked(lock, { model, system, here })).toEqual({
    version: 1,
    systems: { [system]: { a: tool({ version: '2' }), b: tool() }, 'aarch64-darwin': before },
  });
});
