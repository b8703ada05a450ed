import type { Finding } from '@mkcross/core';
import { inspectFindings } from '../binary-findings.ts';
import { matchesAny } from '../data/pattern.ts';
import { isHigher, versionParts } from '../elf/elf-versions.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';
import type { Expectation } from './expectation.ts';
import { linkageFailed, notAllowed } from './failures.ts';
import { fileName, libcOfFile, librariesOf } from './libc.ts';
import { libcOfTarget } from './target-names.ts';

/** Linkage, libraries and versions of glibc's symbols of an ELF file. */
export function checkElf(found: Inspection, expected: Expectation): readonly Finding[] {
  const isStatic = found.linkage === 'static' || found.linkage === 'static-pie';
  const versions = checkGlibc(found, expected.glibc);
  switch (expected.linkage) {
    case 'static':
      return isStatic ? versions : [linkageFailed(found, 'static'), ...versions];
    case 'static-pie':
      return found.linkage === 'static-pie' ? versions : [linkageFailed(found, 'static-pie'), ...versions];
    case 'system':
      if (isStatic) return versions;
      if (found.linkage === null || !isLoadedBySystem(found, expected))
        return [linkageFailed(found, 'system'), ...versions];
      return [...foreignLibraries(found, expected), ...versions];
    default: {
      const linkage =
        expected.linkage === undefined || found.linkage === 'dynamic' ? [] : [linkageFailed(found, 'dynamic')];
      return [...linkage, ...(expected.libraries === undefined ? [] : foreignLibraries(found, expected)), ...versions];
    }
  }
}

/** The C library whose libraries may be needed: the target's, or where no target says, the file's own. */
const libcOf = (found: Inspection, { target = {} }: Expectation) => libcOfTarget(target) ?? libcOfFile(found);

/** Whether every machine of the system has the loader: it belongs to the C library, and is not in the Nix store. */
function isLoadedBySystem(found: Inspection, expected: Expectation): boolean {
  const { interpreter } = found;
  if (interpreter === null) return true;
  return (
    !interpreter.startsWith('/nix/store/') && matchesAny(fileName(interpreter), librariesOf(libcOf(found, expected)))
  );
}

function foreignLibraries(found: Inspection, expected: Expectation): readonly Finding[] {
  const allowed = [...librariesOf(libcOf(found, expected)), ...(expected.libraries ?? [])];
  return notAllowed(
    found,
    found.needed.filter((library) => !matchesAny(library, allowed)),
  );
}

/** Versions of glibc's symbols that are newer than allowed. */
function checkGlibc({ path, versions }: Inspection, maximum: string | undefined): readonly Finding[] {
  if (maximum === undefined) return [];
  return versions
    .filter(({ version }) => {
      const parts = versionParts(version);
      return parts?.prefix === 'GLIBC' && isHigher(parts.number, maximum);
    })
    .map((one) => inspectFindings.GLIBC_TOO_NEW({ ...one, maximum }, { file: path }));
}
