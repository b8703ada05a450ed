import type { Finding } from '@mkcross/core';
import { inspectFindings as findings } from '../binary-findings.ts';

/** That the headers of a file contradict it: one finding, however many problems there are. */
export const damage = (path: string, problems: readonly string[]): readonly Finding[] =>
  problems.length === 0
    ? []
    : [findings.BINARY_DAMAGED({ problem: [...new Set(problems)].join('; ') }, { file: path })];

/** That a file asks for something in the Nix store, which other machines do not have. */
export function storePaths(path: string, asked: readonly (string | null)[]): readonly Finding[] {
  const paths = asked.filter((one) => one !== null).filter((one) => one.startsWith('/nix/store/'));
  return paths.length === 0 ? [] : [findings.PATH_IN_NIX_STORE({ paths: [...new Set(paths)] }, { file: path })];
}
