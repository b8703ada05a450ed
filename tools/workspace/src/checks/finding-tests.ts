import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingDefinitions } from 'mkcross';
import type { Workspace } from '../repository.ts';
import type { Check } from './check.ts';

/**
 * Codes that no test provokes yet. Only remove codes from this list: a code that a test names must not be in it.
 */
const untested: readonly string[] = [
  'ARCHIVE_MIXED',
  'BINARY_DAMAGED',
  'DLL_UNKNOWN',
  'DLL_OF_REDISTRIBUTABLE',
  'FILE_NOT_INSPECTED',
  'INTERPRETER_WITHOUT_LIBRARIES',
  'LIBRARIES_WITHOUT_INTERPRETER',
  'LOCK_LACKS_TOOL',
  'PATH_IN_NIX_STORE',
  'STACK_EXECUTABLE',
  'TEXT_RELOCATIONS',
  'TWO_C_LIBRARIES',
  'TWO_C_RUNTIMES',
];

/** A code that no test provokes may be one that nothing can cause. */
export const findingTests: Check = {
  title: 'each error code occurs in a test',
  problems: async ({ root, workspaces }) => {
    const texts = await Promise.all(workspaces.flatMap(testsOf).map((path) => readFile(join(root, path), 'utf8')));
    return untestedCodes(Object.keys(findingDefinitions), texts, untested);
  },
};

const testsOf = ({ folder, files }: Workspace) =>
  files.filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`);

/** What is wrong with codes, given the texts of all tests and the codes that may lack a test. */
export function untestedCodes(
  codes: readonly string[],
  tests: readonly string[],
  allowed: readonly string[],
): readonly string[] {
  const named = new Set(tests.flatMap((text) => text.match(/\b[A-Z][A-Z\d]*(_[A-Z\d]+)*\b/g) ?? []));
  return [
    ...codes.filter((code) => !named.has(code) && !allowed.includes(code)).map((code) => `no test names ${code}`),
    ...allowed.filter((code) => named.has(code)).map((code) => `a test names ${code}: remove it from the list`),
    ...allowed.filter((code) => !codes.includes(code)).map((code) => `${code} is in the list, and is not a code`),
  ];
}
