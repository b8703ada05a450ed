import type { ModelTool } from '@mkcross/composer';
import { changedFindings, locateShell, originFindings } from '@mkcross/host';
import { memorySystem } from '../../test/memory-system.ts';
import { allTargets, sampleModel, sampleTool } from '../../test/sample-model.ts';

const cache = '/home/account/.cache/mkcross';
const wheel = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
const pypi = `${cache}/pypi/ziglang/0.15.2`;
const sha256 = 'ab'.repeat(32);
const archive = { from: 'url', files: { 'x86_64-linux': { url: 'https://x/a.tgz', sha256 } }, path: 'bin/cc' } as const;
const url = `${cache}/url/${sha256}`;

const record = (index: string | null) =>
  JSON.stringify({ version: 1, index, url: 'https://x/file', sha256, files: [] });

async function located(tools: Readonly<Record<string, ModelTool>>, files: Readonly<Record<string, string>>) {
  const system = memorySystem({ files, programs: { '/bin/found': '' } });
  const request = { model: sampleModel({ tools }), choice: allTargets, root: '/p', user: { PATH: '/bin' } };
  return { system, shell: await locateShell(system, request) };
}
const zig = sampleTool('zig', { provision: wheel });
const cc = sampleTool('cc', { provision: archive });

it.each([
  ['another index', record('https://mirror.example/simple'), ['https://mirror.example/simple']],
  ['this index', record('https://pypi.org/simple'), []],
  ['no index', record(null), []],
  ['what is unknown', 'broken', []],
])('warns of a program that comes from %s', async (_, text, from) => {
  const files = { [`${pypi}/ziglang/zig`]: '', [`${pypi}/mkcross-fetched.json`]: text };
  const { system, shell } = await located({ 'a/zig': zig, 'b/zig': zig }, files);
  expect(await originFindings(system, shell, 'https://pypi.org/simple')).toMatchObject(
    from.map((one) => ({ code: 'FETCHED_ELSEWHERE', data: { tool: 'a/zig', folder: pypi, from: one } })),
  );
});

it('does not ask from which index an archive is, nor a tool of the machine', async () => {
  const elsewhere = record('https://mirror.example/simple');
  const files = { [`${url}/bin/cc`]: '', [`${url}/mkcross-fetched.json`]: elsewhere };
  const { system, shell } = await located({ cc, found: sampleTool('found', { provision: wheel }) }, files);
  expect(shell.locations.tools).toMatchObject({ cc: { status: 'fetched' }, found: { status: 'found' } });
  expect(await originFindings(system, shell, 'https://pypi.org/simple')).toEqual([]);
});

it('reports a changed folder once, and one whose record cannot be read', async () => {
  const files = {
    [`${pypi}/ziglang/zig`]: '',
    [`${pypi}/mkcross-fetched.json`]: record(null),
    [`${url}/bin/cc`]: '',
    [`${url}/mkcross-fetched.json`]: 'broken',
  };
  const missing = sampleTool('missing', { provision: { ...wheel, package: 'other' } });
  const { system, shell } = await located(
    { 'a/zig': zig, 'b/zig': zig, cc, missing, plain: sampleTool('found') },
    files,
  );
  expect((await changedFindings(system, shell)).map(({ code, data }) => [code, data])).toEqual([
    ['FETCHED_CHANGED', { tool: 'a/zig', folder: pypi, files: ['ziglang/zig'], count: 1 }],
    ['FETCHED_CHANGED', { tool: 'cc', folder: url, files: ['mkcross-fetched.json'], count: 1 }],
  ]);
});

describe('the record of what was fetched', () => {
  const known = { version: 1, index: 'https://mirror.example/simple', url: 'https://x/file', sha256, files: [] };
  const reported = async (value: unknown, unpacked: Readonly<Record<string, string>> = {}) => {
    const files = Object.entries(unpacked).map(([path, text]) => [`${pypi}/${path}`, text] as const);
    const { system, shell } = await located(
      { zig },
      {
        [`${pypi}/ziglang/zig`]: 'zig',
        [`${pypi}/mkcross-fetched.json`]: typeof value === 'string' ? value : JSON.stringify(value),
        ...Object.fromEntries(files),
      },
    );
    return (await changedFindings(system, shell)).flatMap(({ data }) => data['files']);
  };
  const row = ['ziglang/zig', 'zig', 'file'];

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['null', null],
    ['a text', '"version"'],
    ['a number', 1],
    ['no version', { ...known, version: undefined }],
    ['another version', { ...known, version: 2 }],
    ['no index', { ...known, index: undefined }],
    ['an index that is no text', { ...known, index: 1 }],
    ['no URL', { ...known, url: undefined }],
    ['a URL that is no text', { ...known, url: null }],
    ['no hash', { ...known, sha256: undefined }],
    ['a hash that is no text', { ...known, sha256: 1 }],
    ['no files', { ...known, files: undefined }],
    ['files that are not a list', { ...known, files: {} }],
    ['a file that is no list', { ...known, files: [row, 'ziglang/zig'] }],
    ['a file without a path', { ...known, files: [row, [1, 'x', 'file']] }],
    ['a file without a hash', { ...known, files: [row, ['x', null, 'file']] }],
    ['a file of another kind', { ...known, files: [row, ['x', 'x', 'folder']] }],
  ])('cannot be read with %s', async (_, value) => {
    expect(await reported(value)).toEqual(['mkcross-fetched.json']);
  });

  it('says what each file is', async () => {
    expect(await reported({ ...known, files: [row] })).toEqual([]);
    expect(await reported({ ...known, index: null, files: [row] })).toEqual([]);
    expect(await reported({ ...known, files: [['ziglang/zig', 'zig', 'program']] })).toEqual(['ziglang/zig']);
    expect(await reported({ ...known, files: [['ziglang/zig', 'zig', 'link']] })).toEqual(['ziglang/zig']);
    expect(await reported({ ...known, files: [row, ['gone', 'x', 'file']] })).toEqual(['gone']);
    expect(await reported({ ...known, files: [row] }, { b: '', a: '' })).toEqual(['a', 'b']);
  });
});
