import type { ModelLibrary, ModelTool } from '@mkcross/composer';
import { describeFinding } from '@mkcross/core';
import {
  examine,
  fetchablePackages,
  hostFindings,
  locateShell,
  toolFindings,
  withFetched,
  type ShellChoice,
} from '@mkcross/host';
import { memorySystem, type Beginning } from '../test/memory-system.ts';
import { allTargets, sampleEntry, sampleLibrary, sampleModel, sampleTool } from '../test/sample-model.ts';

async function locate(
  { tool, library }: { readonly tool?: ModelTool; readonly library?: ModelLibrary },
  beginning: Beginning,
  {
    user = {},
    choice = allTargets,
  }: { readonly user?: Readonly<Record<string, string>>; readonly choice?: ShellChoice } = {},
) {
  const system = memorySystem({ ...beginning, programs: { '/bin/bash': '', ...beginning.programs } });
  const model = sampleModel({
    ...(tool === undefined ? {} : { tools: { t: tool } }),
    ...(library === undefined ? {} : { libraries: { l: library } }),
    env: {
      ...(tool === undefined ? {} : { T: [sampleEntry([{ tool: 't' }])] }),
      ...(library === undefined ? {} : { L: [sampleEntry([{ library: 'l', dir: 'root' }])] }),
    },
  });
  const shell = await locateShell(system, { model, choice, root: '/p', user: { PATH: '/bin', ...user } });
  const messages = async (of = shell) =>
    (await toolFindings(system, of)).map((one) => {
      const { message, hint } = describeFinding(hostFindings, one);
      return `${one.code}: ${message} ${hint}`;
    });
  const { tools, libraries } = shell.locations;
  return { system, shell, tool: tools['t'], library: libraries['l'], messages };
}

const sha256 = 'ab'.repeat(32);
const archive = {
  from: 'url',
  files: { 'x86_64-linux': { url: 'https://x/sdk.tar.xz', sha256 } },
  path: 'sdk',
} as const;

describe('a tool', () => {
  const lookups = sampleTool('cc', {
    find: [{ command: 'cc' }, { variable: 'SDK', path: 'bin/cc' }, { path: '/opt/gcc-*/bin/cc' }],
  });
  const files = { '/sdk/bin/cc': '', '/opt/gcc-9/bin/cc': '', '/opt/gcc-12/bin/cc': '' };

  it('is found on PATH, below the folder of a variable, or at a path with *', async () => {
    const found = async (beginning: Beginning, user = {}) =>
      (await locate({ tool: lookups }, beginning, { user })).tool;
    expect(await found({ files, programs: { '/bin/cc': '' } })).toEqual({ status: 'found', path: '/bin/cc' });
    expect(await found({ files }, { SDK: '/sdk' })).toEqual({ status: 'found', path: '/sdk/bin/cc' });
    expect(await found({ files })).toEqual({ status: 'found', path: '/opt/gcc-12/bin/cc' });
  });

  it('that is a script, or leads to a program which chooses by its name, depends on its name', async () => {
    const depends = async (beginning: Beginning) => {
      const { tool } = await locate({ tool: sampleTool('cc') }, beginning);
      return tool?.status === 'found' && tool.dependsOnName === true;
    };
    expect(await depends({ programs: { '/bin/cc': '' } })).toBe(false);
    expect(await depends({ programs: { '/bin/cc': '#!/bin/sh\n' } })).toBe(true);
    expect(await depends({ programs: { '/bin/cc': '' }, links: { '/bin/cc': '/usr/bin/ccache' } })).toBe(true);
    expect(
      await depends({ programs: { '/bin/cc': '' }, links: { '/bin/cc': '/usr/bin/x86_64-linux-gnu-gcc-14' } }),
    ).toBe(false);
  });

  it('that is missing is reported with its package, and the other tools of the package with it', async () => {
    const apt = { programs: { '/bin/apt-get': '' } };
    const { messages, tool } = await locate({ tool: lookups }, apt);
    expect(await messages()).toEqual([
      'TOOL_MISSING: "cc" or "$SDK/bin/cc" or "/opt/gcc-*/bin/cc" was not found. Tests need cc. ' +
        'Install cc-package; "npx mkcross doctor" prints one command for all missing packages.',
    ]);
    expect(tool).toEqual({
      status: 'missing',
      message: '"cc" is not installed. Install cc-package, or run: npx mkcross doctor',
    });
    const pair = sampleModel({
      tools: { ar: sampleTool('ar', { why: 'x', install: {} }), cc: sampleTool('cc', { why: 'x', install: {} }) },
      env: { A: [sampleEntry([{ tool: 'ar' }, { tool: 'cc' }])] },
    });
    const system = memorySystem({ programs: { '/bin/bash': '' } });
    const shell = await locateShell(system, { model: pair, choice: allTargets, root: '/p', user: { PATH: '/bin' } });
    expect((await toolFindings(system, shell)).map(({ data }) => data)).toEqual([
      expect.objectContaining({ tools: ['ar', 'cc'], commands: [['ar'], ['cc']] }),
    ]);
  });

  it('of a series has to be of it, where its version can be known', async () => {
    const probe = { args: ['--version'], pattern: String.raw`^v(\S+)` };
    const of = async (printed: string, parts: Partial<ModelTool>) =>
      (await locate({ tool: sampleTool('zig', parts) }, { programs: { '/bin/zig': printed } })).tool?.status;
    expect(await of('v0.15.2', { series: '0.15', version: probe })).toBe('found');
    expect(await of('v0.16.0', { series: '0.15', version: probe })).toBe('missing');
    expect(await of('no version', { series: '0.15', version: probe })).toBe('missing');
    expect(await of('zig\nv0.15.2', { series: '0.15', version: probe })).toBe('found');
    expect(await of('v0.16.0', { series: '0.15' })).toBe('found');
    expect(await of('v0.16.0', { version: probe })).toBe('found');
  });

  it('that is looked up nowhere is called by its plugin', async () => {
    const messageOf = async (parts: Partial<ModelTool>) => {
      const { tool } = await locate({ tool: sampleTool('x', parts) }, {});
      return tool?.status === 'missing' ? tool.message : '';
    };
    expect(await messageOf({ from: 'acme', find: [] })).toMatch(/^"acme" /);
    expect(await messageOf({ find: [{ path: '/opt/x' }] })).toMatch(/^"\/opt\/x" /);
  });

  it.each([
    ['1', true],
    ['10', true],
    ['2024.10.1', true],
    ['1.10.post12', true],
    ['1.', false],
    ['v1', false],
    ['1.0a1', false],
    ['1.0.dev1', false],
    ['1.0.post', false],
    ['1.0.postx', false],
  ])('in the cache in version "%s" is of a release and taken: %j', async (version, isTaken) => {
    const provision = { from: 'pypi', package: 'x', path: 'bin/x' } as const;
    const folder = `/home/account/.cache/mkcross/pypi/x/${version}`;
    const files = { [`${folder}/bin/x`]: '', [`${folder}/mkcross-fetched.json`]: '' };
    const { tool } = await locate({ tool: sampleTool('x', { provision }) }, { files });
    expect(tool?.status).toBe(isTaken ? 'fetched' : 'missing');
  });

  it('has nothing to say of scripts, names and other programs where there are none', async () => {
    const { tool } = await locate({ tool: sampleTool('cc') }, { programs: { '/bin/cc': '' } });
    expect(tool).toStrictEqual({ status: 'found', path: '/bin/cc' });
  });

  it('that cargo or npm has is reported with the command that installs it', async () => {
    const of = async (from: 'cargo' | 'npm') => {
      const tool = sampleTool('x', { provision: { from, package: 'pack', path: 'bin/x' } });
      const { shell, messages } = await locate({ tool }, {});
      expect(fetchablePackages(shell)).toEqual([]);
      return (await messages()).join('\n');
    };
    expect(await of('cargo')).toMatch(
      'Run "cargo install pack": mkcross does not support downloading this package yet.',
    );
    expect(await of('npm')).toMatch('Run "npm install --global pack": mkcross does not support');
  });

  it('is fetched as an archive, if there is one for the host', async () => {
    const tool = sampleTool('clang', { provision: { ...archive, path: 'sdk/bin/clang' } });
    const { shell } = await locate({ tool }, {});
    expect(fetchablePackages(shell)).toEqual([
      {
        tools: ['t'],
        libraries: [],
        source: { from: 'url', url: 'https://x/sdk.tar.xz', sha256, path: 'sdk/bin/clang' },
        series: undefined,
        sha256: undefined,
      },
    ]);
    const folder = `/home/account/.cache/mkcross/url/${sha256}`;
    const path = `${folder}/sdk/bin/clang`;
    // Without its record, it is what a fetch that was cut off has left.
    expect((await locate({ tool }, { files: { [path]: '' } })).tool).toMatchObject({ status: 'missing' });
    const files = { [path]: '', [`${folder}/mkcross-fetched.json`]: '' };
    expect((await locate({ tool }, { files })).tool).toEqual({ status: 'fetched', path });
    const choice = { ...allTargets, system: 'riscv64-linux' } as const;
    expect(fetchablePackages((await locate({ tool }, {}, { choice })).shell)).toEqual([]);
  });
});

describe('a library', () => {
  it('has of each kind the first folder that exists, also as a whole', async () => {
    const library = sampleLibrary(['/usr/inc*'], {
      find: { root: [{ variable: 'SDK', path: '.' }], include: [{ path: '/gone' }, { path: '/usr/inc*' }], lib: [] },
    });
    const files = { '/sdk/x': '', '/usr/include/x.h': '' };
    expect((await locate({ library }, { files }, { user: { SDK: '/sdk' } })).library).toEqual({
      status: 'found',
      dirs: { include: '/usr/include', root: '/sdk' },
      expected: {},
    });
  });

  it('in a folder of the project is expected there', async () => {
    const library = sampleLibrary([], {
      nix: { package: { folder: './vendor' } },
      find: { include: [{ path: [{ project: 'vendor/include' }] }], lib: [{ path: [{ project: 'vendor/lib' }] }] },
    });
    const { library: found } = await locate({ library }, { files: { '/p/vendor/lib/a': '' } });
    expect(found).toEqual({
      status: 'found',
      dirs: { lib: '/p/vendor/lib' },
      expected: { include: '/p/vendor/include' },
    });
    const { messages } = await locate({ library }, {});
    expect((await messages()).join('\n')).toMatch(/^LIBRARY_FOLDER_MISSING: .*\.\/vendor/);
  });

  it('is not expected in folders of the machine', async () => {
    const library = sampleLibrary(['/usr/include'], {
      find: { include: [{ path: '/usr/include' }], lib: [{ path: '/gone' }] },
    });
    const files = { '/usr/include/x.h': '' };
    expect((await locate({ library }, { files })).library).toEqual({
      status: 'found',
      dirs: { include: '/usr/include' },
      expected: {},
    });
  });

  it('is found where empty archives stand in for it, or where it was fetched before', async () => {
    expect((await locate({ library: sampleLibrary([], { stubArchives: ['libx.a'] }) }, {})).library).toEqual({
      status: 'found',
      dirs: {},
      expected: {},
    });
    const folder = `/home/account/.cache/mkcross/url/${sha256}`;
    const files = { [`${folder}/mkcross-fetched.json`]: '', [`${folder}/sdk/include/x.h`]: '' };
    expect((await locate({ library: sampleLibrary([], { provision: archive }) }, { files })).library).toStrictEqual({
      status: 'found',
      dirs: { include: `${folder}/sdk/include`, root: `${folder}/sdk` },
    });
  });

  it('is not looked up below what only Nix or the shell knows', async () => {
    const find = { lib: [{ path: [{ tool: 't' }, '/lib'] }, { path: [{ project: 'a' }, '/b/', { tool: 't' }] }] };
    const { library } = await locate(
      { library: sampleLibrary([], { find }) },
      { files: { '/lib/x': '', '/p/a/b/x': '' } },
    );
    expect(library).toEqual({ status: 'missing', dirs: {}, expected: {} });
    const joined = { lib: [{ path: [{ project: 'a' }, '/b'] }] };
    expect(
      (await locate({ library: sampleLibrary([], { find: joined }) }, { files: { '/p/a/b/x': '' } })).library,
    ).toEqual({
      status: 'found',
      dirs: { lib: '/p/a/b' },
      expected: {},
    });
  });

  it('that only nixpkgs has is a warning', async () => {
    const { shell, system } = await locate({ library: sampleLibrary([], { find: {} }) }, {});
    expect(await toolFindings(system, shell)).toEqual([
      { code: 'LIBRARY_ONLY_IN_NIX', severity: 'warning', data: { library: 'sample' } },
    ]);
  });

  it('is not fetched from where only programs are', async () => {
    const library = sampleLibrary(['/gone'], { provision: { from: 'cargo', package: 'x', path: 'x' } });
    expect(fetchablePackages((await locate({ library }, {})).shell)).toEqual([]);
  });

  it('can be fetched as an archive', async () => {
    const library = sampleLibrary(['/gone'], { provision: archive });
    const { shell, messages } = await locate({ library }, { files: { '/c/sdk/lib/pkgconfig/x.pc': '' } });
    expect((await messages()).join('\n')).toMatch(/^LIBRARY_MISSING: .* \/gone.*doctor --fix/);
    const [one] = fetchablePackages(shell);
    expect(one).toEqual({
      tools: [],
      libraries: ['l'],
      source: { from: 'url', url: 'https://x/sdk.tar.xz', sha256, path: 'sdk' },
      series: undefined,
      sha256: undefined,
    });
    const after = await withFetched(shell, one ?? { tools: [], libraries: [] }, '/c/sdk');
    expect(after.locations.libraries['l']).toEqual({
      status: 'found',
      dirs: { lib: '/c/sdk/lib', pkgconfig: '/c/sdk/lib/pkgconfig', root: '/c/sdk' },
    });
    expect(await messages(after)).toEqual([]);
  });
});

it('doctor, and nothing else, warns on a host that mkcross is not tested on', async () => {
  const choice = { ...allTargets, system: 'x86_64-freebsd' } as const;
  const { system, shell, messages } = await locate({}, {}, { choice });
  expect(await messages()).toEqual([]);
  expect((await examine(system, shell)).findings).toEqual([
    { code: 'HOST_UNTESTED', severity: 'warning', data: { host: 'x86_64-freebsd', tested: ['x86_64-linux'] } },
  ]);
});
