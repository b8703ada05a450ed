import type { Finding } from '@mkcross/core';
import { inspectFindings } from '../binary-findings.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';

/** A property that is not as expected. */
export const failed = (
  { path }: Pick<Inspection, 'path'>,
  property: string,
  expected: string,
  found: string | null,
  why: readonly string[] = [],
): Finding =>
  inspectFindings.EXPECTATION_FAILED({ property, expected, found: found ?? 'unknown', why }, { file: path });

/** A linkage that is not as expected. */
export const linkageFailed = (found: Inspection, expected: string): Finding =>
  failed(found, 'linkage', expected, found.linkage, found.evidence);

/** Libraries that are not allowed. */
export const notAllowed = ({ path }: Inspection, libraries: readonly string[]): readonly Finding[] =>
  libraries.map((library) => inspectFindings.LIBRARY_NOT_ALLOWED({ library }, { file: path }));
