import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Ids of the packages that are plugins: their manifests say so. */
const plugins = readdirSync(new URL('packages', import.meta.url)).filter((id) => {
  const manifest = JSON.parse(readFileSync(new URL(`packages/${id}/package.json`, import.meta.url), 'utf8'));
  return manifest.keywords?.includes('mkcross-plugin');
});

const browserOnly = 'This layer runs in a browser. What touches the world belongs in src/node, or is an argument.';
const nodeGlobals = ['Buffer', 'console', 'global', 'process', 'setImmediate', 'setInterval', 'setTimeout'];

/** No package's inside is anybody's but its own; what a layer forbids comes on top. */
const imports = (...forbidden) => {
  const insides = [
    { regex: '^(@mkcross/[^/]+|mkcross)/(?!(node|facts)$)', message: 'Import the package by its name.' },
    { regex: '^\\.{1,2}/(.*/)?(dist|src)/', message: 'Import the package by its name.' },
  ];
  return { 'no-restricted-imports': ['error', { patterns: [...insides, ...forbidden] }] };
};

/** A layer of packages: what their sources, tests aside, may use. */
const layer = (folders, rules) => ({
  files: folders.map((folder) => `packages/${folder}/src/**/*.ts`),
  ignores: ['**/*.test.ts'],
  rules,
});

const browser = { 'no-restricted-globals': ['error', ...nodeGlobals.map((name) => ({ name, message: browserOnly }))] };
const composerAlone = {
  regex: '^@mkcross/(?!(core|inspect/facts)$)',
  message: 'Of mkcross, composer imports core and the facts of inspect alone.',
};

export default defineConfig(
  { ignores: ['**/dist/', '**/target/', '.nx/', 'tools/workspace/templates/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // What escapes and prints text deals in control characters.
  { rules: { 'no-control-regex': 'off' } },
  { files: ['**/*.js'], languageOptions: { globals: { URL: 'readonly' } } },
  {
    files: ['packages/cli/bin/*.js'],
    languageOptions: { sourceType: 'commonjs', globals: { process: 'readonly', require: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
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
  layer(['core'], {
    ...browser,
    ...imports({ regex: '^(?!typebox$)[^.]', message: 'core imports nothing but its own files, and typebox.' }),
  }),
  layer(['composer'], {
    ...browser,
    ...imports(
      composerAlone,
      { regex: `^(node:|(${builtinModules.join('|')})$)`, message: browserOnly },
      { regex: '^\\.{1,2}/(.*/)?node/', message: browserOnly },
    ),
  }),
  layer(['inspect'], {
    ...browser,
    ...imports(
      { regex: '^@mkcross/(?!core$)', message: 'Of mkcross, inspect imports core alone.' },
      { regex: `^(node:|(${builtinModules.join('|')})$)`, message: browserOnly },
      { regex: '^\\.{1,2}/(.*/)?node/', message: browserOnly },
    ),
  }),
  layer(['verify'], {
    ...browser,
    ...imports(
      { regex: '^@mkcross/(?!(core|inspect)$)', message: 'Of mkcross, verify imports core and inspect alone.' },
      { regex: `^(node:|(${builtinModules.join('|')})$)`, message: browserOnly },
      { regex: '^\\.{1,2}/(.*/)?node/', message: browserOnly },
    ),
  }),
  layer(['host'], {
    ...browser,
    ...imports(
      { regex: '^@mkcross/(?!(core|composer)$)', message: 'Of mkcross, host imports core and composer alone.' },
      { regex: `^(node:|(${builtinModules.join('|')})$)`, message: browserOnly },
      { regex: '^\\.{1,2}/(.*/)?node/', message: browserOnly },
    ),
  }),
  layer(plugins, {
    ...browser,
    ...imports({
      regex: '^(?!\\.{1,2}/|@mkcross/(core|rust|zig)$)',
      message: 'A plugin imports core, and rust or zig where it builds on them; nothing else.',
    }),
  }),
  layer(
    ['cli', 'plugin-kit'],
    imports({
      regex: '^@mkcross/(?!(core|composer|composer/node|host|host/node|inspect|inspect/node|verify|verify/node)$)',
      message: 'Plugins are loaded by name; import core, composer, host, inspect and verify.',
    }),
  ),
  {
    files: ['packages/composer/src/node/**/*.ts'],
    rules: { 'no-restricted-globals': 'off', ...imports(composerAlone) },
  },
  {
    files: ['packages/verify/src/node/**/*.ts'],
    rules: {
      'no-restricted-globals': 'off',
      ...imports({
        regex: '^@mkcross/(?!(core|inspect|inspect/node|verify)$)',
        message: 'Of mkcross, verify imports core and inspect alone.',
      }),
    },
  },
  {
    files: ['packages/inspect/src/node/**/*.ts'],
    rules: {
      'no-restricted-globals': 'off',
      ...imports({ regex: '^@mkcross/(?!(core|inspect)$)', message: 'Of mkcross, inspect imports core alone.' }),
    },
  },
  {
    files: ['packages/host/src/node/**/*.ts'],
    rules: {
      'no-restricted-globals': 'off',
      ...imports({
        regex: '^@mkcross/(?!(core|composer)$)',
        message: 'Of mkcross, host imports core and composer alone.',
      }),
    },
  },
  {
    files: ['**/src/**/*.test.ts'],
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
