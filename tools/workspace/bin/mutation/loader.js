// Lets Node import the sources of packages as jest does: TypeScript through swc, scripts as text, workspace packages from
// their sources. The package under test is read from the sandbox by all others too. A module that is imported with a query
// passes it on to the sources that it imports, which is how all of them are evaluated anew.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { jestConfig } from '../../../../jest.base.js';

const [, swcOptions] = jestConfig.transform['\\.ts$'];
const text = new RegExp(Object.keys(jestConfig.transform)[0], 'u');
/** JavaScript by path: a module that is evaluated anew is not compiled anew. */
const compiled = new Map();
let original;
let sandbox;

/** `original` and `sandbox` are URLs of the package under test, and of its copy with mutants. */
export function initialize(data) {
  ({ original, sandbox } = data);
}

export async function resolve(specifier, context, next) {
  const conditions = [...context.conditions, ...jestConfig.testEnvironmentOptions.customExportConditions];
  const resolved = await next(specifier, { ...context, conditions });
  if (!resolved.url.endsWith('.ts')) return resolved;
  const isCopied = resolved.url.startsWith(original) && !resolved.url.startsWith(sandbox);
  const url = isCopied ? resolved.url.replace(original, sandbox) : resolved.url;
  return { ...resolved, url: `${url}${new URL(context.parentURL).search}` };
}

export async function load(url, context, next) {
  if (!url.startsWith('file:')) return next(url, context);
  const path = fileURLToPath(url);
  if (!path.endsWith('.ts') && !text.test(path)) return next(url, context);
  const source = compiled.get(path) ?? (await compile(path));
  compiled.set(path, source);
  return { format: 'module', shortCircuit: true, source };
}

async function compile(path) {
  const content = await readFile(path, 'utf8');
  if (text.test(path)) return `export default ${JSON.stringify(content)};`;
  const options = { ...swcOptions, filename: path, sourceMaps: false, swcrc: false };
  return (await transform(content, options)).code;
}
