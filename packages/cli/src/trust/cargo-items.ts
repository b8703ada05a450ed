import { parse } from 'smol-toml';
import { trustItem, type TrustItem } from './trust-item.ts';

type Table = Readonly<Record<string, unknown>>;

/** Settings of cargo that run nothing and name nothing that is run. */
const harmless =
  /^(build\.(build-dir|dep-info-basedir|incremental|jobs|target|target-dir)|cache|cargo-new|future-incompat-report|net\.(offline|retry)|profile|term)(\.|$)/;

/**
 * What a cargo configuration of the project has cargo run, or sets for it: runners, linkers, wrappers, flags, variables, sources and
 * everything else that is not known to be harmless (https://doc.rust-lang.org/cargo/reference/config.html). Of a file that cannot be
 * parsed, the whole.
 */
export function cargoItems(file: string, text: string): readonly TrustItem[] {
  const config = tableIn(text);
  if (config === undefined) return [trustItem({ kind: 'cargo', name: file, phase: 'enter', text })];
  return leaves(config)
    .filter(([key]) => !harmless.test(key))
    .map(([key, value]) =>
      trustItem({
        kind: 'cargo',
        name: `${file}: ${key}`,
        phase: 'enter',
        text: typeof value === 'string' ? value : JSON.stringify(value),
      }),
    );
}

/** The `path` of a toolchain file, whose programs rustup runs; the whole of one that cannot be parsed and is no bare name. */
export function toolchainFolderItems(file: string, text: string): readonly TrustItem[] {
  const config = tableIn(text);
  if (config === undefined)
    return /^[\w.-]+\s*$/.test(text)
      ? []
      : [trustItem({ kind: 'folder', name: `${file}: text`, phase: 'enter', text })];
  return leaves(config)
    .filter(([key]) => key === 'toolchain.path')
    .map(([key, value]) =>
      trustItem({ kind: 'folder', name: `${file}: ${key}`, phase: 'enter', text: JSON.stringify(value) }),
    );
}

/** The files that a cargo configuration includes, relative to its folder: `include = "a.toml"`, or a list of paths and `{ path }`. */
export function includedFiles(text: string): readonly string[] {
  const include = tableIn(text)?.['include'];
  const entries: readonly unknown[] = Array.isArray(include) ? include : [include];
  return entries.flatMap((entry) => {
    const path = isTable(entry) ? entry['path'] : entry;
    return typeof path === 'string' ? [path] : [];
  });
}

function tableIn(text: string): Table | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** The values in a table that are not tables themselves, with their keys: `target.x.runner`. */
function leaves(table: Table, above = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const path = above === '' ? key : `${above}.${key}`;
    return isTable(value) ? leaves(value, path) : [[path, value] as const];
  });
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
