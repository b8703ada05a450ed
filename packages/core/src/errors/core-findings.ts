import * as Type from 'typebox';
import { defineFinding } from './define-finding.ts';

/** Findings of more than one package. */
export const coreFindings = {
  STD_NOT_INSTALLED: defineFinding({
    code: 'STD_NOT_INSTALLED',
    title: "Rust's standard library for a target is not installed",
    cause:
      'The toolchain of rustup has the standard library of the host only, unless rust-toolchain.toml lists the target.',
    example: '$ rustup target remove x86_64-unknown-linux-musl\n$ npx mkcross verify x86_64-unknown-linux-musl',
    fix: 'Install the standard library with "rustup target add", or add the target to rust-toolchain.toml.',
    data: Type.Object({ triple: Type.String() }),
    message: ({ triple }) => `rustc has no standard library for ${triple}.`,
    hint: ({ triple }) =>
      `Run "rustup target add ${triple}", or "npx mkcross add target ${triple}" to add it to rust-toolchain.toml.`,
  }),
  STOPPED: defineFinding({
    code: 'STOPPED',
    severity: 'warning',
    title: 'The command was interrupted',
    cause: 'The command received SIGINT (Ctrl-C) or SIGTERM, and stopped the programs that it had started.',
    example: '$ timeout 5 npx mkcross verify',
    fix: 'Run the command again: steps that passed before and have not changed are not repeated.',
    data: Type.Object({}),
    message: () => 'The command was interrupted before it finished.',
    hint: () => 'Run it again: steps that have passed are not repeated.',
  }),
} as const;
