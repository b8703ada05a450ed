import type { Finding, Place, Triple } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { checkSchema } from './check-schema.ts';
import { isFinding, parseToml, type TomlPath } from './toml-file.ts';

/** What mkcross needs to know of rust-toolchain.toml. */
export interface Toolchain {
  /** In the file's order: the first is the default target. */
  readonly targets: readonly Triple[];
  readonly placeOf: (path: TomlPath) => Place;
}

const schema = {
  type: 'object',
  required: ['toolchain'],
  properties: {
    toolchain: {
      type: 'object',
      properties: {
        channel: { type: 'string' },
        components: { type: 'array', items: { type: 'string' } },
        targets: { type: 'array', items: { type: 'string', pattern: '^[a-z0-9_.]+(-[a-z0-9_.]+)+$' } },
      },
    },
  },
} as const;

interface RawToolchain {
  readonly toolchain: { readonly targets?: readonly Triple[] };
}

/** Parses rust-toolchain.toml (https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file). */
export function parseToolchain(
  text: string,
  file = 'rust-toolchain.toml',
): { readonly toolchain?: Toolchain; readonly found: readonly Finding[] } {
  const toml = parseToml(text, file);
  if (isFinding(toml)) return { found: [toml] };
  const { data, found } = checkSchema<RawToolchain>(schema, toml.data, [], toml.placeOf);
  if (data !== undefined)
    return { toolchain: { targets: data.toolchain.targets ?? [], placeOf: toml.placeOf }, found: [] };
  return {
    found: found.map(({ code, data: details, where }) =>
      findings.TOOLCHAIN_FILE_INVALID({ cause: { code, data: details } }, where),
    ),
  };
}
