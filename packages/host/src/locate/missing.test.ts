import type { ModelLibrary, ModelTool, ShellModel } from '@mkcross/composer';
import { describeFinding } from '@mkcross/core';
import { hostFindings, installCommand, proposedManagers, type ToolLocations } from '@mkcross/host';
import {
  allTargets,
  sampleEntry,
  sampleLibrary,
  sampleModel,
  sampleTool,
  shellOf,
  musl,
  windows,
} from '../../test/sample-model.ts';
import { installHint, packageNames } from './install-command.ts';
import { missingFindings, missingLibraries, missingTools } from './missing.ts';

const nix = { attr: ['zlib'] };
const wheel = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;

describe('the command that installs what is missing', () => {
  it('names packages once, sorted', () => {
    const missing = [{ install: { apt: 'b a' }, nix }, { install: { apt: 'a', dnf: 'c' }, nix }, { nix }];
    expect(installCommand('apt', missing)).toBe('apt-get install a b');
    expect(installCommand('dnf', missing)).toBe('dnf install c');
  });
  it('is not there without packages, or for a manager that is not known', () => {
    expect(installCommand('brew', [{ install: { apt: 'a' }, nix }])).toBeUndefined();
    expect(installCommand('apt', [])).toBeUndefined();
    expect(installCommand('debian', [{ install: { debian: 'a' }, nix }])).toBeUndefined();
  });
  it('names for Nix the attributes of packages of this machine', () => {
    expect(installCommand('nix', [{ nix: { attr: ['b', 'a'] } }, { nix }])).toBe(
      'nix profile install nixpkgs#b nixpkgs#zlib',
    );
    expect(packageNames('nix', { nix: { attr: ['b'], set: 'a-b-c' } })).toEqual([]);
    expect(packageNames('nix', { nix: { attr: ['b'], flake: 'f' } })).toEqual([]);
    expect(packageNames('apt', { nix })).toEqual([]);
    expect(packageNames('apt', { install: {}, nix })).toEqual([]);
  });
  it('has a manager for each system that is proposed', () => {
    expect(proposedManagers.toSorted()).toEqual(proposedManagers);
    for (const manager of proposedManagers)
      expect(installCommand(manager, [{ install: { [manager]: 'x' }, nix: { attr: ['x'] } }])).toMatch(
        / (nixpkgs#)?x$/,
      );
  });
});

it.each<[Parameters<typeof installHint>[0], string | undefined, string]>([
  [{ install: { apt: 'a b' } }, 'apt', 'Install a b, or run: npx mkcross doctor'],
  [{ install: { apt: 'a' }, installNote: 'See there.' }, 'dnf', 'See there.'],
  [{ install: { apt: 'a' } }, 'dnf', 'Run: npx mkcross doctor'],
  [{ install: { apt: 'a' } }, undefined, 'Run: npx mkcross doctor'],
  [{ install: { nix: 'a' } }, 'nix', 'Run: npx mkcross doctor'],
  [{}, 'apt', 'Run: npx mkcross doctor'],
  [{ provision: { from: 'cargo', package: 'x', path: 'x' } }, 'apt', 'Run: cargo install x'],
  [{ provision: { from: 'npm', package: 'x', path: 'x' } }, undefined, 'Run: npm install --global x'],
  [{ provision: wheel }, 'apt', 'Run: npx mkcross doctor'],
])('a message about %j on a machine with %s says: %s', (installation, manager, text) => {
  expect(installHint(installation, manager)).toBe(text);
});

/** A shell that names the tools and libraries. */
const shell = (
  tools: Readonly<Record<string, ModelTool>>,
  libraries: Readonly<Record<string, ModelLibrary>> = {},
  more: Partial<ShellModel> = {},
) =>
  sampleModel({
    tools,
    libraries,
    env: Object.fromEntries([
      ...Object.keys(tools).map((tool, index) => [`T${String(index)}`, [sampleEntry([{ tool }])]] as const),
      ...Object.keys(libraries).map(
        (library, index) => [`L${String(index)}`, [sampleEntry([{ library, dir: 'lib' }])]] as const,
      ),
    ]),
    ...more,
  });
const nothing = (model: ShellModel): ToolLocations => ({
  bash: '/bin/bash',
  tools: Object.fromEntries(Object.keys(model.tools).map((name) => [name, { status: 'missing', message: '' }])),
  libraries: Object.fromEntries(Object.keys(model.libraries).map((name) => [name, { status: 'missing', dirs: {} }])),
});
const found = (model: ShellModel, packageManager: string | undefined = 'apt', locations = nothing(model)) =>
  missingFindings({ model, choice: allTargets, locations, probe: { packageManager } });

describe('what is missing', () => {
  it('is what the shell requires and the machine does not have', () => {
    const model = shell(
      { a: sampleTool('a'), b: sampleTool('b') },
      { l: sampleLibrary(['/inc']), m: sampleLibrary(['/inc']) },
    );
    const unused = { ...model, env: {} };
    const names = (of: ShellModel, locations: ToolLocations) => [
      ...missingTools(of, allTargets, locations).map(({ name }) => name),
      ...missingLibraries(of, allTargets, locations).map(({ name }) => name),
    ];
    expect(names(model, nothing(model))).toEqual(['a', 'b', 'l', 'm']);
    expect(names(unused, nothing(model))).toEqual([]);
    const { tools, libraries } = nothing(model);
    const some: ToolLocations = {
      bash: '/bin/bash',
      tools: { ...tools, a: { status: 'found', path: '/a' } },
      libraries: { ...libraries, l: { status: 'found', dirs: {} } },
    };
    expect(names(model, some)).toEqual(['b', 'm']);
    expect(names(model, { bash: '/bin/bash', tools: {}, libraries: {} })).toEqual([]);
  });
  it('is not what only another target needs', () => {
    const model = shell(
      { a: sampleTool('a') },
      {},
      { env: { A: [sampleEntry([{ tool: 'a' }], { targets: [windows] })] } },
    );
    expect(missingTools(model, shellOf(windows), nothing(model))).toHaveLength(1);
    expect(missingTools(model, shellOf(musl), nothing(model))).toEqual([]);
  });
  it('is bash, too', () => {
    const model = shell({});
    expect(found(model, 'apt', { ...nothing(model), bash: undefined }).map(({ code }) => code)).toEqual([
      'BASH_MISSING',
    ]);
    expect(found(model)).toEqual([]);
  });
});

describe('the finding about missing tools', () => {
  it('is one for the tools of a package, with the ways to get them', () => {
    const gcc = (command: string) => sampleTool(command, { why: 'It compiles.', install: { apt: 'gcc' } });
    const tools = { 'p/gcc': gcc('gcc'), 'p/ar': gcc('ar'), 'p/ar2': gcc('ar'), 'p/make': sampleTool('make') };
    expect(found(shell(tools))).toMatchObject([
      {
        code: 'TOOL_MISSING',
        severity: 'error',
        data: {
          tools: ['p/gcc', 'p/ar', 'p/ar2'],
          commands: [['gcc'], ['ar']],
          why: 'It compiles.',
          packages: ['gcc'],
          fetchable: false,
        },
      },
      { data: { tools: ['p/make'], packages: ['make-package'] } },
    ]);
  });
  it.each<[string, Partial<ModelTool>]>([
    ['reason', { why: 'Another.' }],
    ['version', { series: '0.15' }],
    ['package', { install: { apt: 'other' } }],
    ['note', { installNote: 'See there.' }],
    ['source', { provision: wheel }],
    ['need', { optional: true }],
  ])('is apart for tools with another %s', (_, parts) => {
    const base = { why: 'One.', install: { apt: 'x' } };
    const tools = { a: sampleTool('a', base), b: sampleTool('b', { ...base, ...parts }) };
    expect(found(shell(tools))).toHaveLength(2);
  });
  it('is a warning where only some projects need the tool', () => {
    expect(found(shell({ a: sampleTool('a', { optional: true }) }))).toMatchObject([
      { code: 'TOOL_MISSING_OPTIONAL', severity: 'warning' },
    ]);
  });
  it('names where it was looked for, as people write it', () => {
    const find = [
      { command: 'a' },
      { path: '/opt/a' },
      { variable: 'NDK', path: 'bin/a' },
      { variable: 'SDK', path: '.' },
    ];
    expect(found(shell({ a: sampleTool('a', { find }) }))[0]?.data).toMatchObject({
      commands: [['a', '/opt/a', '$NDK/bin/a', '$SDK']],
    });
  });
  it('names no packages where there is no package manager', () => {
    const model = shell({ a: sampleTool('a') }, { l: sampleLibrary(['/inc']) });
    const located = { model, choice: allTargets, locations: nothing(model), probe: { packageManager: undefined } };
    expect(missingFindings(located).map(({ data }) => data['packages'])).toEqual([[], []]);
  });
  it.each<[string, Partial<ModelTool>, string | undefined, RegExp]>([
    ['"mkcross doctor --fix" where it can be fetched', { provision: wheel }, 'apt', /npx mkcross doctor --fix/],
    ['its packages', { install: { apt: 'a b' } }, 'apt', /^Install a b;/],
    [
      'the command of cargo',
      { provision: { from: 'cargo', package: 'x', path: 'x' } },
      undefined,
      /^Run "cargo install x":/,
    ],
    ['the note of the plugin', { installNote: 'See there.' }, undefined, /^See there\.$/],
    ['else, "mkcross doctor"', {}, undefined, /"npx mkcross doctor"/],
  ])('says what to do: %s', (_, parts, manager, hint) => {
    const model = shell({ a: sampleTool('a', parts) });
    const located = { model, choice: allTargets, locations: nothing(model), probe: { packageManager: manager } };
    for (const one of missingFindings(located)) expect(describeFinding(hostFindings, one).hint).toMatch(hint);
    expect(missingFindings(located)).toHaveLength(1);
  });
  it('names the commands, and the version where only one is wanted', () => {
    const text = (...tools: readonly ModelTool[]) => {
      const [one] = found(shell(Object.fromEntries(tools.map((tool, index) => [`t${String(index)}`, tool]))));
      return one === undefined ? '' : describeFinding(hostFindings, one).message;
    };
    expect(text(sampleTool('zig'))).toMatch(/^"zig" was not found\. Tests need zig\./);
    expect(text(sampleTool('zig', { series: '0.15' }))).toMatch(/^"zig" was not found in version 0\.15\./);
    const same = { why: 'x', install: {} };
    expect(text(sampleTool('ar', same), sampleTool('cc', same))).toMatch(/^"ar", "cc" were not found\. x$/);
  });
  it('says whether it can be fetched', () => {
    expect(found(shell({ a: sampleTool('a', { provision: wheel }) }))[0]?.data).toMatchObject({ fetchable: true });
  });
});

describe('the finding about a missing library', () => {
  it('names its packages, and where it was looked for, once each', () => {
    const find = { include: [{ path: '/a' }, { path: '/b' }], lib: [{ path: '/a' }, { variable: 'SDK', path: 'lib' }] };
    expect(found(shell({}, { l: sampleLibrary([], { find }) }))).toMatchObject([
      {
        code: 'LIBRARY_MISSING',
        data: { library: 'l', packages: ['sample-dev'], looked: ['/a', '/b', '$SDK/lib'], fetchable: false },
      },
    ]);
  });
  it('names a folder of the project', () => {
    const library = sampleLibrary(['/a'], { nix: { package: { folder: './vendor' } } });
    expect(found(shell({}, { l: library }))).toMatchObject([
      { code: 'LIBRARY_FOLDER_MISSING', data: { folder: './vendor' } },
    ]);
  });
  it('says that only Nix has it where it is looked for nowhere', () => {
    expect(found(shell({}, { l: sampleLibrary([]) }))).toMatchObject([
      { code: 'LIBRARY_ONLY_IN_NIX', data: { library: 'sample' } },
    ]);
    const joined = { linkage: 'static', attribute: 'zlib', target: musl } as const;
    const library = sampleLibrary([], { nix: { package: { attr: ['pkgsStatic.zlib'] }, joined } });
    expect(found(shell({}, { l: library }))[0]?.data).toEqual({ library: 'zlib' });
    expect(found(shell({}, { l: sampleLibrary([], { provision: wheel }) }))[0]?.code).toBe('LIBRARY_MISSING');
  });
  it('shows paths of the project as they are in it', () => {
    const find = { lib: [{ path: [{ project: 'vendor' }, '/lib', '/x'] }] };
    const [one] = found(shell({}, { l: sampleLibrary([], { find }) }));
    expect(one?.data['looked']).toEqual(['./vendor/lib/x']);
    expect(one === undefined ? '' : describeFinding(hostFindings, one).message).not.toContain('undefined');
    const unknown = { lib: [{ path: [{ tool: 't' }, '/lib'] }] };
    expect(found(shell({}, { l: sampleLibrary([], { find: unknown }) }))[0]?.data['looked']).toEqual(['…/lib']);
  });
});
