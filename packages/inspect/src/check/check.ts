import type { Finding } from '@mkcross/core';
import type { Inspection } from '../inspect/inspection-schema.ts';
import { checkElf } from './check-elf.ts';
import { checkMacho } from './check-macho.ts';
import { checkPe } from './check-pe.ts';
import { checkTarget } from './check-target.ts';
import { checkWasm } from './check-wasm.ts';
import type { Expectation } from './expectation.ts';
import { failed, linkageFailed } from './failures.ts';

/**
 * Where a binary differs from what it should be: `EXPECTATION_FAILED` for a property, `LIBRARY_NOT_ALLOWED` for a library,
 * `GLIBC_TOO_NEW` for a version of glibc's symbols. Empty if the headers meet the expectation. What makes the binary
 * faulty by itself is in the findings of the inspection.
 */
export function check(found: Inspection, expected: Expectation): readonly Finding[] {
  const { format } = expected;
  return [
    ...(format === undefined || found.format === format ? [] : [failed(found, 'format', format, found.format)]),
    ...checkTarget(found, expected.target ?? {}),
    ...checkKind(found, expected),
    ...checkFormat(found, expected),
  ];
}

function checkKind(found: Inspection, { kind: wanted }: Expectation): readonly Finding[] {
  if (wanted === undefined || found.kind === wanted || (wanted === 'executable' && found.kind === 'pie')) return [];
  return [failed(found, 'kind', wanted, found.kind)];
}

function checkFormat(found: Inspection, expected: Expectation): readonly Finding[] {
  switch (found.format) {
    case 'elf':
      return checkElf(found, expected);
    case 'pe':
      return checkPe(found, expected);
    case 'macho':
      return checkMacho(found, expected);
    case 'wasm':
      return checkWasm(found, expected);
    default:
      return expected.linkage === undefined ? [] : [linkageFailed(found, expected.linkage)];
  }
}
