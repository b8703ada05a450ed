// Lets Node import the sources of packages as jest does: TypeScript through swc, scripts as text, workspace packages from
// their sources. A module of the sandbox that is imported with a query passes it on to those that it imports, which is how
// all of them are evaluated anew.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import { jestConfig } from '../../../../jest.base.js';

const [, swcOptions] = jestConfig.transform['\\.ts$'];
const text = new RegExp(Object.keys(jestConfig.transform)[0], 'u');
/** JavaScript by path: a module that is evaluated anew is not compiled anew. */
const compiled = new Map();
let sandbox;

export function initialize(data) {
  sandbox = data.sandbox;
}

export async function resolve(specifier, context, next) {
  const conditions = [...context.conditions, ...jestConfig.testEnvironmentOptions.customExportConditions];
  const resolved = await next(specifier, { ...context, conditions });
  const query = context.parentURL === undefined ? '' : new URL(context.parentURL).search;
  const belongs = resolved.url.startsWith(sandbox) && resolved.url.endsWith('.ts');
  return belongs ? { ...resolved, url: `${resolved.url}${query}` } : resolved;
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
