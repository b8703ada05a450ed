import type { Finding } from '@mkcross/core';
import { matchesAny } from '../data/pattern.ts';
import { wasiInterfaces } from '../data/system-libraries.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';
import type { Expectation } from './expectation.ts';
import { linkageFailed, notAllowed } from './failures.ts';

/**
 * What a WebAssembly file imports. It has no linkage: with `static`, `system` or a list of libraries, it may import what
 * runtimes of its system provide, and the libraries.
 */
export function checkWasm(found: Inspection, { linkage, libraries, target }: Expectation): readonly Finding[] {
  if (linkage === 'static-pie' || linkage === 'dynamic') return [linkageFailed(found, linkage)];
  if (linkage === undefined && libraries === undefined) return [];
  const system = target?.system === undefined || target.system === 'wasi' ? wasiInterfaces : [];
  const allowed = [...system, ...(libraries ?? [])];
  return notAllowed(
    found,
    found.needed.filter((module) => !matchesAny(module, allowed)),
  );
}
