import type {
  Folder,
  Lookup,
  Patch,
  Placeholder,
  Program,
  Ref,
  ScriptValue,
  Text,
  ToolchainBody,
  EnvEntry,
} from '@mkcross/core';
import { fullRef } from './catalog.ts';

type Programs = ToolchainBody['programs'];

/** A text whose references name their plugin. */
export function namespacedText(owner: string, text: Text): Text {
  if (typeof text === 'string') return text;
  return text.map((part) => (typeof part === 'string' ? part : namespacedPlaceholder(owner, part)));
}

function namespacedPlaceholder(owner: string, part: Placeholder): Placeholder {
  if ('tool' in part) return { tool: fullRef(owner, part.tool) };
  if ('script' in part) return { script: fullRef(owner, part.script) };
  if ('library' in part) return { library: fullRef(owner, part.library), dir: part.dir };
  if ('option' in part) return { option: fullRef(owner, part.option) };
  if ('project' in part && typeof part.project !== 'string')
    return { project: { option: fullRef(owner, part.project.option) } };
  return part;
}

/** Values of a script whose references name their plugin. */
function namespacedValues(
  owner: string,
  values: Readonly<Record<string, ScriptValue>>,
): Readonly<Record<string, ScriptValue>> {
  return mapRecord(values, (value) =>
    typeof value === 'object' && 'list' in value
      ? { list: value.list.map((text) => namespacedText(owner, text)) }
      : namespacedText(owner, value),
  );
}

/** A record with every value replaced. */
export function mapRecord<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A, key: string) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

function namespacedFolder(owner: string, folder: Folder): Folder {
  return 'variable' in folder ? folder : { path: namespacedText(owner, folder.path) };
}

function namespacedLookup(owner: string, lookup: Lookup): Lookup {
  if (!('command' in lookup)) return namespacedFolder(owner, lookup);
  const { command, through } = lookup;
  return {
    command: namespacedText(owner, command),
    ...(through === undefined ? {} : { through: fullRef(owner, through) }),
  };
}

function namespacedProgram(owner: string, program: Program): Program {
  if ('script' in program)
    return {
      script: fullRef(owner, program.script),
      ...(program.values === undefined ? {} : { values: namespacedValues(owner, program.values) }),
    };
  const args = program.args === undefined ? {} : { args: program.args.map((text) => namespacedText(owner, text)) };
  if ('tool' in program) return { tool: fullRef(owner, program.tool), ...args };
  return {
    ...program,
    ...args,
    ...(program.find === undefined ? {} : { find: program.find.map((lookup) => namespacedLookup(owner, lookup)) }),
  };
}

function namespacedEntry(owner: string, entry: EnvEntry): EnvEntry {
  if (entry.kind === 'unset') return entry;
  if ('value' in entry) return { ...entry, value: namespacedText(owner, entry.value) };
  return { ...entry, values: entry.values.map((text) => namespacedText(owner, text)) };
}

/** A record without the keys that have no value. */
export function present<T>(record: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

const optionally = <K extends string, A, B>(key: K, value: A | undefined, map: (value: A) => B) => {
  const mapped: Partial<Record<K, B>> = {};
  if (value !== undefined) mapped[key] = map(value);
  return mapped;
};

/** Fields of a toolchain whose references name their plugin, so that those of several plugins can be merged. */
export function namespacedFields(owner: string, fields: Patch<ToolchainBody>): Patch<ToolchainBody> {
  const ref = (name: Ref) => fullRef(owner, name);
  const texts = (list: readonly Text[]) => list.map((text) => namespacedText(owner, text));
  const { package: compilers, programs, c, cxx, rust, zig, libraries, flags, runtime, env } = fields;
  return {
    ...fields,
    ...optionally('package', compilers, (one) => ({
      ...one,
      ...optionally('prefixes', one.prefixes, texts),
      ...optionally('folders', one.folders, (list) => list.map((folder) => namespacedFolder(owner, folder))),
    })),
    ...optionally('programs', programs, (one): Programs =>
      mapRecord<Program, Program>(one, (program) => namespacedProgram(owner, program)),
    ),
    ...optionally('c', c, (one) => ({ ...one, ...optionally('library', one.library, ref) })),
    ...optionally('cxx', cxx, (one) => ({ ...one, ...optionally('archive', one.archive, ref) })),
    ...optionally('rust', rust, (one) => ({
      ...one,
      ...optionally('linker', one.linker, (linker) => (linker === 'rustc' ? linker : namespacedProgram(owner, linker))),
      ...optionally('flags', one.flags, texts),
    })),
    ...optionally('zig', zig, (one) => ({ ...one, ...optionally('tool', one.tool, ref) })),
    ...optionally('libraries', libraries, (list) => list.map(ref)),
    ...optionally('flags', flags, (one) => ({
      ...optionally('compile', one.compile, texts),
      ...optionally('link', one.link, texts),
      ...optionally('executable', one.executable, texts),
    })),
    ...optionally('runtime', runtime, (list) =>
      list.map(({ library, dir }) => ({ library: fullRef(owner, library), dir })),
    ),
    ...optionally('env', env, (one) =>
      mapRecord<EnvEntry, EnvEntry>(present(one), (entry) => namespacedEntry(owner, entry)),
    ),
  };
}
