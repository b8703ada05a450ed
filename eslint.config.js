import { builtinModules } from 'node:module';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const browserOnly = 'This layer runs in a browser. What touches the world belongs in src/node, or is an argument.';
const nodeGlobals = ['Buffer', 'console', 'global', 'process', 'setImmediate', 'setInterval', 'setTimeout'];

/** No package's inside is used by another; what files of a kind may not import comes on top. */
const imports = (...forbidden) => {
  const insides = [
    { regex: '^(@mkcross/[^/]+|mkcross)/(?!(node|facts)$)', message: 'Import the package by its name.' },
    { regex: '^\\.{1,2}/(.*/)?(dist|src)/', message: 'Import the package by its name.' },
  ];
  return { 'no-restricted-imports': ['error', { patterns: [...insides, ...forbidden] }] };
};

/** Which layer a package may use: layers are tags of Nx, in each package.json. */
const layers = (...tests) => {
  const layer = (name, uses, constraint) => ({
    sourceTag: `layer:${name}`,
    onlyDependOnLibsWithTags: [...uses, ...tests].map((used) => `layer:${used}`),
    ...constraint,
  });
  const external = (constraint) => (tests.length > 0 ? {} : constraint);
  const depConstraints = [
    layer('core', [], external({ allowedExternalImports: ['typebox'] })),
    layer('inspect', ['core']),
    layer('build-systems', ['core']),
    layer('composer', ['core', 'build-systems', 'inspect']),
    layer('verify', ['core', 'build-systems', 'composer', 'inspect']),
    layer('host', ['core', 'composer', 'inspect']),
    layer('plugin', ['core'], external({ bannedExternalImports: ['*'] })),
    layer('kit', ['core', 'build-systems', 'composer', 'host', 'inspect', 'verify']),
    layer('cli', ['core', 'build-systems', 'composer', 'host', 'inspect', 'verify']),
    { sourceTag: 'layer:tool', onlyDependOnLibsWithTags: ['*'] },
  ];
  return {
    '@nx/enforce-module-boundaries': [
      'error',
      { allowCircularSelfDependency: true, depConstraints, enforceBuildableLibDependency: false },
    ],
  };
};

/** Tests beside a part whose rules are too many to be shown one by one through the front door of the package. */
const testsOfParts = [
  'packages/composer/src/{merge,nix}/*.test.ts',
  'packages/composer/src/render/package-names.test.ts',
  'packages/core/src/contract/contract.test.ts',
  'packages/host/src/locate/missing.test.ts',
  'packages/verify/src/{plan,run}/*.test.ts',
];

export default defineConfig(
  { ignores: ['**/dist/', '**/reports/', '**/target/', '.nx/', 'tools/workspace/templates/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // What escapes and prints text deals in control characters.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { URL: 'readonly', console: 'readonly', performance: 'readonly' } },
  },
  {
    files: ['packages/cli/bin/*.js'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { __dirname: 'readonly', process: 'readonly', require: 'readonly' },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      // They compare each assigned type by structure, two thirds of the time that linting took. There are no enums
      // (`erasableSyntaxOnly` of TypeScript), and no class but an error's.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Recursive types of JSON cannot be written as a Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      // `noPropertyAccessFromIndexSignature` of TypeScript asks for the opposite.
      '@typescript-eslint/dot-notation': 'off',
      // A type that only the result has says what a schema describes.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // By code points is how text is escaped here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // What terminals, TOML and Nix do with control characters is what some of this is about.
      'no-control-regex': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', 300],
      ...imports(),
    },
  },
  { files: ['**/*.ts'], plugins: { '@nx': nx }, rules: layers() },
  // Plugins are tested by the kit, and the command with plugins.
  { files: ['**/*.test.ts', '**/test/**/*.ts'], rules: layers('kit', 'plugin') },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', '**/src/node/**', 'packages/{cli,plugin-kit}/**'],
    rules: {
      'no-restricted-globals': ['error', ...nodeGlobals.map((name) => ({ name, message: browserOnly }))],
      ...imports(
        { regex: `^(node:|(${builtinModules.join('|')})$)`, message: browserOnly },
        { regex: '/node(/|$)', message: browserOnly },
      ),
    },
  },
  {
    files: ['**/src/**/*.test.ts'],
    ignores: testsOfParts,
    rules: imports({
      regex: '^\\.{1,2}/(?!(.*/)?test/)',
      message: 'Tests come through the front door: import the package by its name.',
    }),
  },
  // The contract is one file, so that it is read as one.
  {
    files: ['**/*.test.ts', '**/test/**/*.ts', '**/*-data.ts', 'packages/core/src/plugin.ts'],
    rules: { 'max-lines': 'off' },
  },
);
