import type { Finding } from '@mkcross/core';
import { matchesAny } from '../data/pattern.ts';
import { macosSystemFolders } from '../data/system-libraries.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';
import type { Expectation } from './expectation.ts';
import { linkageFailed, notAllowed } from './failures.ts';
import { checkOldest } from './oldest.ts';

/** Linkage, libraries and the oldest macOS of a Mach-O file. */
export function checkMacho(found: Inspection, expected: Expectation): readonly Finding[] {
  return [
    ...checkLinkage(found, expected),
    ...(expected.macos === undefined ? [] : checkOldest(found, 'macos', expected.macos)),
  ];
}

function checkLinkage(found: Inspection, { linkage, libraries }: Expectation): readonly Finding[] {
  switch (linkage) {
    case 'system':
      return found.linkage === null ? [linkageFailed(found, linkage)] : foreignLibraries(found, libraries ?? []);
    case 'static':
    case 'static-pie':
    case 'dynamic':
      if (found.linkage !== linkage) return [linkageFailed(found, linkage)];
      return libraries === undefined ? [] : foreignLibraries(found, libraries);
    default:
      return libraries === undefined ? [] : foreignLibraries(found, libraries);
  }
}

/** Libraries that are neither in a folder of the system nor allowed. */
const foreignLibraries = (found: Inspection, allowed: readonly string[]) =>
  notAllowed(
    found,
    found.needed.filter(
      (library) => !macosSystemFolders.some((folder) => library.startsWith(folder)) && !matchesAny(library, allowed),
    ),
  );
