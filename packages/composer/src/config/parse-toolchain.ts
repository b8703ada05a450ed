import { TripleSchema, type Finding, type Triple } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { checkSchema } from './check-schema.ts';
import { placeAt, type Places } from './places.ts';
import { isFinding, parseToml } from './toml-file.ts';

/** What mkcross needs to know of rust-toolchain.toml. */
export interface Toolchain {
  /** In the file's order: the first is the default target. */
  readonly targets: readonly Triple[];
  /** A folder with a toolchain: `path`. */
  readonly path?: string;
  readonly places: Places;
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
        path: { type: 'string' },
        targets: { type: 'array', items: TripleSchema },
      },
    },
  },
} as const;

interface RawToolchain {
  readonly toolchain: { readonly targets?: readonly Triple[]; readonly path?: string };
}

/** Parses rust-toolchain.toml (https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file). */
export function parseToolchain(
  text: string,
  file = 'rust-toolchain.toml',
): { readonly toolchain?: Toolchain; readonly found: readonly Finding[] } {
  const toml = parseToml(text, file);
  if (isFinding(toml)) return { found: [toml] };
  const { places } = toml;
  const { data, found } = checkSchema<RawToolchain>(schema, toml.data, [], (path) => placeAt(places, path));
  if (data !== undefined) {
    const { targets = [], path } = data.toolchain;
    return { toolchain: { targets, ...(path === undefined ? {} : { path }), places }, found: [] };
  }
  return {
    found: found.map(({ code, data: details, where }) =>
      findings.TOOLCHAIN_FILE_INVALID({ cause: { code, data: details } }, where),
    ),
  };
}
