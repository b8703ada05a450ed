import type { Finding } from '@mkcross/core';
import { matchesAny } from '../data/pattern.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';
import type { Expectation } from './expectation.ts';
import { failed, linkageFailed, notAllowed } from './failures.ts';
import { checkOldest } from './oldest.ts';

/** Linkage, DLLs, subsystem and the oldest Windows of a PE file. */
export function checkPe(found: Inspection, expected: Expectation): readonly Finding[] {
  const { subsystem, windows } = expected;
  return [
    ...checkLinkage(found, expected),
    ...(subsystem === undefined || found.subsystem === subsystem
      ? []
      : [failed(found, 'subsystem', subsystem, found.subsystem)]),
    ...(windows === undefined ? [] : checkOldest(found, 'windows', windows)),
  ];
}

function checkLinkage(found: Inspection, expected: Expectation): readonly Finding[] {
  const { linkage, libraries } = expected;
  switch (linkage) {
    case 'static':
    case 'system':
      return found.linkage === null ? [linkageFailed(found, linkage)] : foreignDlls(found, libraries ?? []);
    case 'static-pie':
      return [linkageFailed(found, linkage)];
    default:
      return [
        ...(linkage === undefined || found.linkage === 'dynamic' ? [] : [linkageFailed(found, linkage)]),
        ...(libraries === undefined ? [] : foreignDlls(found, libraries)),
      ];
  }
}

/** DLLs that are neither Windows' own nor allowed. */
function foreignDlls(found: Inspection, libraries: readonly string[]): readonly Finding[] {
  const allowed = libraries.map((library) => library.toLowerCase());
  const foreign = found.imports.filter((dll) => dll.class !== 'windows' && dll.class !== 'api-set');
  return notAllowed(
    found,
    foreign.map(({ name }) => name).filter((name) => !matchesAny(name.toLowerCase(), allowed)),
  );
}
