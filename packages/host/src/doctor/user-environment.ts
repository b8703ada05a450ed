import type { ShellModel } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { hostFindings as findings } from '../findings/host-findings.ts';

/** Variables whose words reach every target and the host at once, even where they are empty. */
const replacing = ['CARGO_BUILD_RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS', 'RUSTFLAGS'] as const;
/** Variables that are added to what every target is compiled with. */
const adding = ['ARFLAGS', 'CFLAGS', 'CPPFLAGS', 'CXXFLAGS', 'LDFLAGS'] as const;

/** Variables of the user's own that the shell does not set, and that win over it or reach every target. */
export function checkUserEnvironment(model: ShellModel, env: Readonly<Record<string, string>>): readonly Finding[] {
  const global = [
    ...replacing.filter((name) => env[name] !== undefined),
    ...adding.filter((name) => (env[name] ?? '') !== ''),
  ].filter((name) => model.env[name] === undefined);
  const hyphened = Object.keys(env).flatMap((name) => {
    const plain = name.replaceAll('-', '_');
    return name !== plain && model.env[plain] !== undefined ? [findings.ENV_HYPHENATED({ name, plain })] : [];
  });
  return [...global.map((name) => findings.ENV_REACHES_ALL({ name, value: env[name] ?? '' })), ...hyphened];
}
