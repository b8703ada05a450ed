import type { Contribution, EnvEntry, Hole, Value } from '@mkcross/core';

/** The holes of a value, those inside its text files included. */
export function holesOf(value: Value): readonly Hole[] {
  if (typeof value === 'string') return [];
  return value
    .filter((part) => typeof part !== 'string')
    .flatMap((hole) => ('text' in hole ? [hole, ...holesOf(hole.text.content)] : [hole]));
}

/** Every value that a contribution carries. */
export function valuesOf(contribution: Contribution): readonly Value[] {
  return [
    ...Object.values(contribution.env ?? {}).flatMap(entryValues),
    ...(contribution.hooks ?? []).flatMap(({ values }) => Object.values(values)),
    ...(contribution.inputs?.scripts ?? []).flatMap(({ values }) => Object.values(values)),
  ];
}

/** The values of one variable. */
export function entryValues(entry: EnvEntry): readonly Value[] {
  return 'value' in entry ? [entry.value] : entry.values;
}

/** The same value with every hole replaced, those inside its text files included. */
export function mapHoles(value: Value, replace: (hole: Hole) => Hole): Value {
  if (typeof value === 'string') return value;
  return value.map((part) => {
    if (typeof part === 'string') return part;
    if ('text' in part) return { text: { name: part.text.name, content: mapHoles(part.text.content, replace) } };
    return replace(part);
  });
}

/** A value in one line for people: `-L native=${rust-mingw/pthreads:lib}`. */
export function valueText(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return JSON.stringify(value.map((part) => (typeof part === 'string' ? part : `\${${holeText(part)}}`)).join(''));
}

function holeText(hole: Hole): string {
  if ('tool' in hole) return hole.tool;
  if ('library' in hole) return `${hole.library}:${hole.dir}`;
  if ('project' in hole) return hole.project === '' ? 'project' : `project/${hole.project}`;
  if ('target' in hole) return 'default target';
  if ('runner' in hole) return `runner of ${hole.runner}`;
  if ('script' in hole) return `script ${hole.script}`;
  return `file ${hole.text.name}`;
}
