import type { Finding } from '@mkcross/core';
import { inspectFindings as findings } from '../binary-findings.ts';
import type { Inspection } from './inspection-schema.ts';

/** What a binary should be; what is left out may be anything. */
export interface Expectation {
  readonly format?: string;
  readonly arch?: string;
  readonly os?: string;
  readonly kind?: string;
  readonly linkage?: ExpectedLinkage;
}

/**
 * `static`: needs nothing but the kernel, on Windows nothing but Windows' own DLLs; a static-pie is static too.
 * `system`: needs only what every machine of its system has. `dynamic`: needs libraries.
 */
export type ExpectedLinkage = 'dynamic' | 'static' | 'static-pie' | 'system';

/** The linkages that can be expected. */
export const expectedLinkages: readonly ExpectedLinkage[] = ['dynamic', 'static', 'static-pie', 'system'];

/** What of a binary is not as expected: `EXPECTATION_FAILED`, one for each property. */
export function unmet(found: Inspection, expected: Expectation): readonly Finding[] {
  const where = { file: found.path };
  const plain = (['format', 'arch', 'os', 'kind'] as const).flatMap((property) => {
    const wanted = expected[property];
    if (wanted === undefined || wanted === found[property]) return [];
    // Every PIE is an executable.
    if (property === 'kind' && wanted === 'executable' && found.kind === 'pie') return [];
    return [
      findings.EXPECTATION_FAILED({ property, expected: wanted, found: found[property] ?? 'unknown', why: [] }, where),
    ];
  });
  if (expected.linkage === undefined || hasLinkage(found, expected.linkage)) return plain;
  const details = {
    property: 'linkage',
    expected: expected.linkage,
    found: found.linkage ?? 'unknown',
    why: found.evidence,
  };
  return [...plain, findings.EXPECTATION_FAILED(details, where)];
}

function hasLinkage(found: Inspection, expected: ExpectedLinkage): boolean {
  switch (expected) {
    case 'static':
      return found.linkage === 'static' || found.linkage === 'static-pie';
    case 'system':
      return found.linkage === 'static' || found.linkage === 'static-pie' || needsOnlySystem(found);
    case 'dynamic':
    case 'static-pie':
      return found.linkage === expected;
  }
}

/** On macOS: libraries that the system has, for its libc is not to be linked statically. */
const needsOnlySystem = ({ format, needed }: Inspection) =>
  format === 'macho' && needed.every((path) => /^\/(usr\/lib|System\/Library)\//.test(path));
