import { matches } from '../data/pattern.ts';
import { windowsDllVersions } from '../data/windows-dlls.ts';
import { isHigher } from '../elf/elf-versions.ts';
import type { DllImport } from '../inspect/inspection-schema.ts';

/**
 * The oldest version of Windows that loads a program: the version of its subsystem in the header, or that of the newest
 * DLL loaded at start. Newer functions of older DLLs are not considered.
 */
export function oldestWindows(subsystemVersion: string, imports: readonly DllImport[]): string {
  const versions = imports
    .filter(({ delayed }) => !delayed)
    .flatMap(({ name }) => windowsDllVersions.filter(([pattern]) => matches(name.toLowerCase(), pattern)))
    .map(([, version]) => version);
  return versions.reduce((oldest, version) => (isHigher(version, oldest) ? version : oldest), subsystemVersion);
}
