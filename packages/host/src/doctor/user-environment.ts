import type { ShellModel } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';

/** Variables whose flags replace those of every target and of the host, even if they are empty. */
const replacing = ['CARGO_BUILD_RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS', 'RUSTFLAGS'] as const;
/** Variables whose flags are added to those of every target and of the host. */
const adding = ['ARFLAGS', 'CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS'] as const;

/** Variables in the user's environment, not set by the shell, that override it or affect every target. */
export function checkUserEnvironment(model: ShellModel, env: Readonly<Record<string, string>>): readonly Finding[] {
  const global = [
    ...replacing.filter((name) => env[name] !== undefined),
    ...adding.filter((name) => (env[name] ?? '') !== ''),
  ].filter((name) => model.env[name] === undefined);
  const hyphenated = Object.keys(env).flatMap((name) => {
    const plain = name.replaceAll('-', '_');
    return name !== plain && model.env[plain] !== undefined ? [findings.ENV_HYPHENATED({ name, plain })] : [];
  });
  return [...global.map((name) => findings.ENV_AFFECTS_ALL_TARGETS({ name, value: env[name] ?? '' })), ...hyphenated];
}
