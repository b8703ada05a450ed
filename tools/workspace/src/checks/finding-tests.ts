import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingDefinitions } from 'mkcross';
import type { Workspace } from '../repository.ts';
import type { Check } from './check.ts';

/** A code that no test provokes may be one that nothing can cause. */
export const findingTests: Check = {
  title: 'each error code occurs in a test',
  problems: async ({ root, workspaces }) => {
    const texts = await Promise.all(workspaces.flatMap(testsOf).map((path) => readFile(join(root, path), 'utf8')));
    return untestedCodes(Object.keys(findingDefinitions), texts);
  },
};

const testsOf = ({ folder, files }: Workspace) =>
  files.filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`);

/** What is wrong with codes, given the texts of all tests. */
export function untestedCodes(codes: readonly string[], tests: readonly string[]): readonly string[] {
  const named = new Set(tests.flatMap((text) => text.match(/\b[A-Z][A-Z\d]*(_[A-Z\d]+)*\b/g) ?? []));
  return codes.filter((code) => !named.has(code)).map((code) => `no test names ${code}`);
}
