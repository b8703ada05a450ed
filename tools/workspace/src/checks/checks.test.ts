import { checks, untestedCodes, type Repository, type Workspace } from '@mkcross/workspace';

const readme = `# @mkcross/sample

Does one thing.

## Install

## Example

\`\`\`sh
sample
\`\`\`

## Options

## What it adds to the shell
`;

const sample: Workspace = {
  folder: 'packages/sample',
  id: 'sample',
  manifest: {
    name: '@mkcross/sample',
    description: 'A sample.',
    license: 'MIT',
    type: 'module',
    exports: { '.': { '@mkcross/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    dependencies: { '@mkcross/core': '^0.1.0' },
    devDependencies: { mkcross: '^0.1.0' },
  },
  files: [
    'jest.config.js',
    'package.json',
    'src/index.ts',
    'src/read-file.test.ts',
    'tsconfig.json',
    'tsconfig.lib.json',
    'tsconfig.spec.json',
  ],
  tsconfigs: {
    'tsconfig.json': { references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }] },
    'tsconfig.lib.json': { references: [{ path: '../core/tsconfig.lib.json' }] },
    'tsconfig.spec.json': {
      references: [
        { path: './tsconfig.lib.json' },
        { path: '../core/tsconfig.lib.json' },
        { path: '../../tools/cli/tsconfig.lib.json' },
      ],
    },
  },
  readme,
};

const library = (folder: string, id: string, name: string): Workspace => ({
  ...sample,
  folder,
  id,
  manifest: { ...sample.manifest, name, dependencies: {}, devDependencies: {} },
  tsconfigs: {
    'tsconfig.json': sample.tsconfigs['tsconfig.json'] ?? {},
    'tsconfig.lib.json': {},
    'tsconfig.spec.json': { references: [{ path: './tsconfig.lib.json' }] },
  },
  readme: readme.replace('@mkcross/sample', name),
});

function repositoryWith(changes: Partial<Workspace>, manifest: Workspace['manifest'] = {}): Repository {
  const workspaces = [
    library('packages/core', 'core', '@mkcross/core'),
    library('tools/cli', 'cli', 'mkcross'),
    { ...sample, ...changes, manifest: { ...sample.manifest, ...manifest } },
  ];
  const tsconfig = { references: workspaces.map(({ folder }) => ({ path: folder })) };
  return { root: '', tsconfig, readme: '# mkcross\n', workspaces };
}

async function problemsOf(repository: Repository): Promise<readonly string[]> {
  return (await Promise.all(checks.map(async ({ problems }) => problems(repository)))).flat();
}

const without = (file: string) => sample.files.filter((name) => name !== file);

describe('the rules of the repository', () => {
  it('find nothing in a good package', async () => {
    expect(await problemsOf(repositoryWith({}))).toEqual([]);
  });

  it.each<[string, Repository]>([
    [
      'packages/sample holds a package called @mkcross/other',
      repositoryWith({ readme: readme.replace('sample', 'other') }, { name: '@mkcross/other' }),
    ],
    [
      'packages/sample/src/text/utils.ts has a name that says nothing',
      repositoryWith({ files: [...sample.files, 'src/text/utils.ts'] }),
    ],
    [
      'packages/sample/src/readFile.ts is not in kebab-case',
      repositoryWith({ files: [...sample.files, 'src/readFile.ts'] }),
    ],
    ['packages/sample/jest.config.js is missing', repositoryWith({ files: without('jest.config.js') })],
    ['packages/sample/package.json: type is not "module"', repositoryWith({}, { type: 'commonjs' })],
    ['packages/sample/package.json: license is not "MIT"', repositoryWith({}, { license: 'ISC' })],
    ['packages/sample/package.json: it has no description', repositoryWith({}, { description: undefined })],
    [
      'packages/sample/package.json: it does not say which files are published',
      repositoryWith({}, { files: undefined }),
    ],
    [
      'packages/sample/package.json: it has peer dependencies; plugins are data, so plain ones will do',
      repositoryWith({}, { peerDependencies: {} }),
    ],
    [
      'packages/sample/package.json: @mkcross/core is wanted as "*"; packages of this repository by a caret range',
      repositoryWith({}, { dependencies: { '@mkcross/core': '*' } }),
    ],
    [
      'packages/sample/package.json: the export "." is not @mkcross/source, types, default',
      repositoryWith({}, { exports: { '.': { default: './dist/index.js' } } }),
    ],
    [
      'packages/sample/tsconfig.lib.json does not refer to ../core/tsconfig.lib.json',
      repositoryWith({ tsconfigs: { ...sample.tsconfigs, 'tsconfig.lib.json': {} } }),
    ],
    [
      'packages/sample/tsconfig.lib.json refers to ../wine/tsconfig.lib.json without need',
      repositoryWith({
        tsconfigs: {
          ...sample.tsconfigs,
          'tsconfig.lib.json': {
            references: [{ path: '../core/tsconfig.lib.json' }, { path: '../wine/tsconfig.lib.json' }],
          },
        },
      }),
    ],
    [
      'tsconfig.json does not refer to packages/sample',
      { ...repositoryWith({}), tsconfig: { references: [{ path: 'packages/core' }, { path: 'tools/cli' }] } },
    ],
    ['packages/sample/README.md is missing', repositoryWith({ readme: '' })],
    [
      "packages/sample/README.md: its title is not the package's name",
      repositoryWith({ readme: readme.replace('@mkcross/sample', 'Sample') }),
    ],
    [
      'packages/sample/README.md: it does not say in one sentence what the package is',
      repositoryWith({ readme: readme.replace('thing.', 'thing. And another.') }),
    ],
    [
      'packages/sample/README.md: its parts are not Install, Example, Toolchains or Options, What it adds to the shell',
      repositoryWith({ readme: readme.replace('## Options\n', '') }),
    ],
    ['packages/sample/README.md: its example shows no code', repositoryWith({ readme: readme.replaceAll('```', '') })],
    ['README.md is missing', { ...repositoryWith({}), readme: '' }],
    ['README.md has 41 lines', { ...repositoryWith({}), readme: 'line\n'.repeat(41) }],
  ])('find that %s', async (problem, repository) => {
    expect(await problemsOf(repository)).toEqual([problem]);
  });
});

describe('codes without a test', () => {
  it('are found by whole names', () => {
    expect(untestedCodes(['FILE', 'FILE_LOST'], ["toContain('FILE_LOST')"])).toEqual(['no test names FILE']);
    expect(untestedCodes(['FILE'], ['FILE'])).toEqual([]);
  });
});
