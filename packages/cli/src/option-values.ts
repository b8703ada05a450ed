import type { EnvFormat } from '@mkcross/host';
import type { TrustVariable } from '@mkcross/composer';
import type { ExpectedLinkage } from '@mkcross/inspect';

// Repeated here, so that --help loads neither package.

/** The values of `--format` of `mkcross env`, besides `cargo`. */
export const envFormats = ['bash', 'dotenv', 'fish', 'github', 'json', 'nu'] as const satisfies readonly EnvFormat[];

/** The values of `--expect` of `mkcross inspect`. */
export const expectedLinkages = [
  'dynamic',
  'static',
  'static-pie',
  'system',
] as const satisfies readonly ExpectedLinkage[];

/** The variable that asks for the stack trace of an internal error. */
export const backtraceVariable = 'MKCROSS_BACKTRACE';

/** The variable that allows projects, for CI and scripts. */
export const trustVariable: TrustVariable = 'MKCROSS_TRUST';
