import { API_VERSION, definePlugin, type Contribution, type Fitted, type RefineContext } from '@mkcross/core';
import { fittedTarget, linkerOption, rustTarget } from '@mkcross/rust';
import { muslTargets } from './musl-targets.ts';
import { libraries, tools } from './tools.ts';

function refine(contribution: Contribution, context: RefineContext): Fitted {
  const targets = muslTargets(context.options['linker'] === 'zig' ? 'zig' : 'gcc');
  const target = targets.find(({ triple }) => triple === context.target);
  return target === undefined ? contribution : fittedTarget(target, context, 'rust-musl');
}

/** Rust programs for Linux that need nothing but the kernel: musl, static by construction. */
export const rustMusl = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'rust-musl',
    package: '@mkcross/rust-musl',
    summary: 'Static Linux programs in Rust: musl on x86_64, aarch64 and riscv64.',
  },
  requires: ['rust'],
  options: { type: 'object', additionalProperties: false, properties: { linker: linkerOption } },
  tools,
  libraries,
  targets: muslTargets('gcc').map(rustTarget),
  refine,
});
