import type { Finding } from '@mkcross/core';
import { isHigher } from '../elf/elf-versions.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';
import { failed } from './failures.ts';

/** Whether the oldest version of a system that loads a file is newer than the oldest one that must. */
export function checkOldest(found: Inspection, system: string, wanted: string): readonly Finding[] {
  const [version] = found.oldest.flatMap((one) => (one.startsWith(`${system} `) ? [one.slice(system.length + 1)] : []));
  return version === undefined || !isHigher(version, wanted) ? [] : [failed(found, system, wanted, version)];
}
