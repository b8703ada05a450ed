import { adapters, type Adapter, type AdapterPlaceholder, type Contribution } from '@mkcross/build-systems';
import type { Script, ScriptValue, Text } from '@mkcross/core';

/** An adapter by its id. */
export function adapter(id: Adapter['id']): Adapter {
  const found = adapters.find((one) => one.id === id);
  if (found === undefined) throw new Error(`No adapter is called ${id}.`);
  return found;
}

/** Where placeholders are, for texts of tests: a folder whose name has a blank in it unless a test says otherwise. */
export type Places = (placeholder: AdapterPlaceholder) => string;

export const inFolder =
  (folder = '/s p'): Places =>
  (placeholder) => {
    if ('library' in placeholder) return `${folder}/${placeholder.library}/${placeholder.dir}`;
    if ('tool' in placeholder) return `${folder}/bin/${placeholder.tool.replace(/^.*\//, '')}`;
    if ('program' in placeholder) return `${folder}/bin/${placeholder.program}`;
    if ('file' in placeholder) return `${folder}/files/${placeholder.file}`;
    if ('project' in placeholder) return `${folder}/${placeholder.project}`;
    return 'DEFAULT';
  };

export const rendered = (text: Text<AdapterPlaceholder>, places: Places = inFolder()): string =>
  typeof text === 'string' ? text : text.map((part) => (typeof part === 'string' ? part : places(part))).join('');

/** The values of variables, by name. */
export function envOf({ env = {} }: Contribution, places?: Places): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, entry]) => [name, 'value' in entry ? rendered(entry.value, places) : entry.kind]),
  );
}

/** The only file of a contribution whose name ends like this. */
export function fileOf({ files = {} }: Contribution, suffix: string, places?: Places): string {
  const found = Object.entries(files).filter(([name]) => name.endsWith(suffix));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} files end in ${suffix}.`);
  return rendered(first[1], places);
}

/** A program of a contribution. */
export function programOf({ programs = {} }: Contribution, name: string): Script<AdapterPlaceholder> {
  const found = programs[name];
  if (found === undefined) throw new Error(`No program is called ${name}: ${Object.keys(programs).join(', ')}.`);
  return found;
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const assigned = (value: ScriptValue<AdapterPlaceholder>, places: Places): string =>
  typeof value === 'object' && 'list' in value
    ? `(${value.list.map((text) => quoted(rendered(text, places))).join(' ')})`
    : quoted(rendered(value, places));

/** The bash of a script, its values before it. */
export function bashOf({ values = {}, body }: Script<AdapterPlaceholder>, places: Places = inFolder()): string {
  if (typeof body !== 'string') throw new Error('The body of an adapter is text.');
  const lines = Object.entries(values).map(([name, value]) => `${name}=${assigned(value, places)}\n`);
  return lines.join('') + body;
}
