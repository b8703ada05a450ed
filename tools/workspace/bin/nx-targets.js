// Tells Nx what each package of the repository can be asked for. A package has a task because it has the files for it, so
// that nothing is listed by hand; nx.json says what kinds of input there are. JavaScript, for Nx reads it before the build.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const task = (...args) => `node ${['{root}tools/workspace/bin/task.js', ...args].join(' ')}`;

/** A target that runs a program in a folder, from the cache where nothing changed. */
function target(folder, args, { cwd = folder, ...rest }) {
  const up =
    cwd === '.'
      ? ''
      : cwd
          .split('/')
          .map(() => '../')
          .join('');
  const command = task(...args).replace('{root}', up);
  return { executor: 'nx:run-commands', cache: true, options: { command, cwd }, ...rest };
}

/** The targets of a package in a folder of the repository. */
function targetsOf(folder, files, manifest, textOf) {
  const isPublic = manifest.private !== true;
  const endToEnd = files.filter((file) => file.endsWith('.e2e.test.ts'));
  const tested = files.includes('jest.config.js');
  return {
    // Checks types, writes declarations, and for tools JavaScript too.
    typecheck: target(folder, ['tsc', '--build'], {
      dependsOn: ['^typecheck'],
      inputs: ['default', '^production', 'compiler'],
      outputs: [`{projectRoot}/dist/**/*.{${isPublic ? '' : 'js,'}d.ts,d.ts.map,tsbuildinfo}`],
    }),
    build: { executor: 'nx:noop', dependsOn: isPublic ? ['typecheck', 'bundle'] : ['typecheck', '^build'] },
    format: target(folder, ['prettier', '--check', folder], {
      cwd: '.',
      inputs: ['default', 'formatter'],
    }),
    ...(isPublic && {
      bundle: target(folder, ['node', 'tools/workspace/bin/bundle.js', basename(folder)], {
        cwd: '.',
        inputs: [
          'production',
          '^production',
          '{workspaceRoot}/tools/workspace/bin/{bundle,compiled-check,direct-imports,plain-schemas}.js',
          'compiler',
        ],
        outputs: ['{projectRoot}/dist/**/*.{js,js.map,cjs}', '{projectRoot}/plugin.json'],
        // A plugin is built by the kit, and checked against those that it refers to.
        ...(manifest.mkcross?.plugin !== undefined && { dependsOn: ['^bundle'] }),
      }),
      pack: target(folder, ['publint', 'run', '--strict', '--pack', 'npm'], {
        dependsOn: ['build'],
        inputs: [
          'default',
          '^production',
          'compiler',
          '{workspaceRoot}/tools/workspace/bin/{bundle,compiled-check,direct-imports,plain-schemas}.js',
        ],
      }),
    }),
    ...(tested && {
      test: target(folder, ['--jest', '--passWithNoTests'], {
        inputs: ['default', '^production', 'compiler', 'jest'],
      }),
    }),
    ...(files.includes('stryker.config.js') && {
      mutation: target(folder, ['node', `${folder.replaceAll(/[^/]+/g, '..')}/tools/workspace/bin/mutation/run.js`], {
        inputs: ['default', '^production', 'compiler', 'jest', 'mutation'],
        outputs: ['{projectRoot}/reports/mutation'],
      }),
    }),
    ...endToEndTargets(folder, endToEnd, textOf),
  };
}

/** Tests that build in the examples' own folders take turns: those that come later find what was built. */
const before = { documents: 'examples' };

/** One target per file of end-to-end tests, so that each is kept and run apart, and one that stands for all of them. */
function endToEndTargets(folder, files, textOf) {
  if (files.length === 0) return {};
  const testbed = { projects: ['@mkcross/testbed'], target: 'setup' };
  const single = files.map((file) => [
    nameOf(file),
    target(folder, ['--jest', '--testMatch', `'**/${file}'`], {
      dependsOn: [
        testbed,
        { projects: ['mkcross'], target: 'bundle' },
        '^bundle',
        ...files.map(nameOf).filter((name) => name === `e2e--${before[testOf(file)]}`),
      ],
      inputs: [
        'production',
        '{projectRoot}/test/**/*',
        `{projectRoot}/${file}`,
        '^production',
        'compiler',
        'jest',
        'examples',
        // Most read no page of the documentation, and need not run again for it.
        ...(/\bdocs\/|\bREADME\b/.test(textOf(file)) ? ['documents'] : []),
        'settings',
        { dependentTasksOutputFiles: '**/machine.json' },
      ],
    }),
  ]);
  const all = single.map(([name]) => name);
  return { ...Object.fromEntries(single), e2e: { executor: 'nx:noop', cache: false, dependsOn: all } };
}

const testOf = (file) => basename(file, '.e2e.test.ts');
const nameOf = (file) => `e2e--${testOf(file)}`;

const skipped = new Set(['node_modules', 'dist', 'golden', 'target']);

function filesBelow(folder, within = '') {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = within === '' ? entry.name : `${within}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return skipped.has(entry.name) ? [] : filesBelow(folder, path);
  });
}

export const name = '@mkcross/workspace/nx-targets';

export const createNodes = [
  '{packages/*,tools/*,bench}/package.json',
  (manifests, _, { workspaceRoot }) =>
    manifests.map((manifest) => {
      const root = dirname(manifest);
      const parsed = JSON.parse(readFileSync(join(workspaceRoot, manifest), 'utf8'));
      const textOf = (file) => readFileSync(join(workspaceRoot, root, file), 'utf8');
      const targets = targetsOf(root, filesBelow(join(workspaceRoot, root)), parsed, textOf);
      return [manifest, { projects: { [root]: { targets } } }];
    }),
];
