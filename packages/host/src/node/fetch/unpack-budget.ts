import { MkcrossError } from '@mkcross/core';
import { hostFindings as findings } from '../../findings/host-findings.ts';

/** How much an archive may still unpack to. */
export interface UnpackBudget {
  /** The bytes that it may unpack to in all. */
  readonly bytes: number;
  /** Counts a file, link or folder of so many bytes. Findings, thrown: FETCH_TOO_LARGE, FETCH_TOO_MANY_FILES. */
  readonly take: (bytes: number) => void;
}

/** The budget of an archive. */
export function unpackBudget(of: {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
  readonly files: number;
}): UnpackBudget {
  const { name, url, bytes, files } = of;
  let [count, sum] = [0, 0];
  return {
    bytes,
    take: (more) => {
      count += 1;
      sum += more;
      if (count > files)
        throw new MkcrossError([findings.FETCH_TOO_MANY_FILES({ package: name, url, what: 'archive', limit: files })]);
      if (sum > bytes)
        throw new MkcrossError([findings.FETCH_TOO_LARGE({ package: name, url, what: 'unpacked', limit: bytes })]);
    },
  };
}
