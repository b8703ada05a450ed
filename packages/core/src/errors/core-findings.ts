import * as Type from 'typebox';
import { defineFinding } from './define-finding.ts';

/** Findings of more than one package. */
export const coreFindings = {
  STD_NOT_INSTALLED: defineFinding({
    code: 'STD_NOT_INSTALLED',
    title: "Rust's standard library for a target is not installed",
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) => `rustc has no standard library for ${triple}.`,
    hint: ({ triple }) =>
      `Run "rustup target add ${triple}", or "npx mkcross add target ${triple}" to have rust-toolchain.toml list it.`,
  }),
  STOPPED: defineFinding({
    code: 'STOPPED',
    severity: 'warning',
    title: 'Verification was interrupted',
    data: Type.Object({}),
    message: () => 'It was interrupted. What was started is stopped; what had passed is remembered.',
    hint: () => 'Run it again: it goes on where it was.',
  }),
} as const;
