import { isAbsolute, resolve } from 'node:path';

/**
 * Whether the value of MKCROSS_TRUST allows a project: `all`, or a list of folders separated by colons, of which one is the project's or
 * above it. Anything else allows nothing; relative and empty folders do not either.
 */
export function isTrustedByVariable(value: string | undefined, root: string): boolean {
  if (value === undefined) return false;
  if (value === 'all') return true;
  return value.split(':').some((folder) => {
    if (!isAbsolute(folder)) return false;
    const path = resolve(folder);
    return path === '/' || root === path || root.startsWith(`${path}/`);
  });
}
