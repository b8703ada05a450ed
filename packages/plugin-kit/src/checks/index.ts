import type { Check } from '../check.ts';
import { bash } from './bash.ts';
import { contract } from './contract.ts';
import { installHints } from './install-hints.ts';
import { jsonRoundTrip } from './json-round-trip.ts';
import { names } from './names.ts';
import { refine } from './refine.ts';
import { shells } from './shells.ts';
import { verification } from './verification.ts';

/** Every check, in the order in which they are reported. */
export const checks: readonly Check[] = [
  jsonRoundTrip,
  contract,
  names,
  verification,
  installHints,
  bash,
  refine,
  shells,
];
