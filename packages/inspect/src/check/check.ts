import type { Finding } from '@mkcross/core';
import type { Inspection } from '../inspect/inspection-schema.ts';
import { checkElf } from './check-elf.ts';
import { checkMacho } from './check-macho.ts';
import { checkPe } from './check-pe.ts';
import { checkTarget } from './check-target.ts';
import { checkWasm } from './check-wasm.ts';
import type { Expectation } from './expectation.ts';
import { failed, linkageFailed } from './failures.ts';
import { archOfTarget } from './target-names.ts';

/**
 * Where a binary differs from what it should be: `EXPECTATION_FAILED` for a property, `LIBRARY_NOT_ALLOWED` for a library,
 * `GLIBC_TOO_NEW` for a version of glibc's symbols. Empty if the headers meet the expectation. What makes the binary
 * faulty by itself is in the findings of the inspection.
 */
export function check(found: Inspection, expected: Expectation): readonly Finding[] {
  const { format } = expected;
  const ofFormat =
    format === undefined || found.format === format ? [] : [failed(found, 'format', format, found.format)];
  if (found.kind === 'universal') return [...ofFormat, ...checkUniversal(found, expected)];
  return [
    ...ofFormat,
    ...checkTarget(found, expected.target ?? {}),
    ...checkKind(found, expected),
    ...checkFormat(found, expected),
  ];
}

/**
 * Every part of a universal file, of which the expected architecture has to be one. A part for another machine is as much part of the file:
 * it is held against all but the target.
 */
function checkUniversal(
  { path, members }: Inspection,
  { target = {}, format: ofWhole, ...rest }: Expectation,
): readonly Finding[] {
  const arch = archOfTarget(target);
  const isWanted = (part: Inspection) => arch === undefined || part.arch === arch;
  const missing = members.some(isWanted)
    ? []
    : [failed({ path }, 'arch', arch ?? 'any', members.map((part) => part.arch ?? 'unknown').join(', '))];
  return [...missing, ...members.flatMap((part) => check(part, isWanted(part) ? { ...rest, target } : rest))];
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
