import type { ListPart, ModelEntry, ModelHook } from '@mkcross/composer';
import type { HookStage, Value } from '@mkcross/core';
import { assignments, fillValue, type Fill } from './fill-value.ts';
import { hostFiles, hostLinks, linksFolder, type HostFile, type HostLink } from './host-files.ts';
import { isInShell } from './shell-choice.ts';
import { stateMark, toolPath } from './state-folder.ts';

/** A shell of a project on this machine, complete: what Nix would build, as data. */
export interface HostShell {
  /** All that differs from the environment of whoever enters, sorted by name. */
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly HostFile[];
  /** The folder of `links`, absolute; it is first on PATH. */
  readonly bin: string;
  readonly links: readonly HostLink[];
  /** In the order in which they run. */
  readonly hooks: readonly HostHook[];
}

/** Bash that runs when the shell is entered. */
export interface HostHook {
  readonly id: string;
  readonly stage: HookStage;
  /** A function, called once; variables that it exports become the shell's. */
  readonly script: string;
  /** Absolute paths: it runs again only where one of them has changed since it ran, or is not there. */
  readonly once: readonly string[];
}

/** The variable that holds the project's root. */
const projectRoot = 'MKCROSS_PROJECT_ROOT';

/** The shell for whoever has the environment `user`. Pure. */
export function hostShell(fill: Fill, user: Readonly<Record<string, string>>): HostShell {
  const { model, choice, folders } = fill;
  const outside: Readonly<Record<string, string>> = { ...user, PATH: pathOutside(user['PATH'] ?? '') };
  const variables = Object.entries(model.env).flatMap(([name, entry]) => variable(fill, outside, name, entry));
  const hooks = model.hooks.filter((hook) => isInShell(model, choice, hook));
  const env: Readonly<Record<string, string>> = { ...Object.fromEntries(variables), [projectRoot]: folders.root };
  const bin = linksFolder(fill);
  return {
    env: sorted({ ...env, PATH: withPrograms(fill, bin, env['PATH'] ?? outside['PATH'] ?? '') }),
    files: hostFiles(fill, [...entryValues(fill), ...hooks.flatMap(({ values }) => Object.values(values))]),
    bin,
    links: hostLinks(fill),
    hooks: hooks.map((hook) => hookOf(fill, hook)),
  };
}

/** PATH without the folders of shells: who enters one from within another is in that one alone. */
export const pathOutside = (path: string): string =>
  path
    .split(':')
    .filter((folder) => !folder.includes(stateMark))
    .join(':');

function withPrograms(fill: Fill, bin: string, path: string): string {
  const { model, choice, places, folders } = fill;
  const tools = model.path.filter((one) => isInShell(model, choice, one)).map(({ tool }) => tool);
  const appended = tools
    .filter((tool) => places.tools[tool]?.by !== 'nobody')
    .map((tool) => toolPath(folders, model, places, tool).replace(/\/[^/]*$/, ''));
  const own = path.split(':');
  return [bin, ...own, ...new Set(appended.filter((folder) => !own.includes(folder)))].join(':');
}

function variable(
  fill: Fill,
  user: Readonly<Record<string, string>>,
  name: string,
  entry: ModelEntry,
): readonly (readonly [string, string])[] {
  const { model, choice } = fill;
  if (entry.kind === 'list') {
    const added = (parts: readonly ListPart[]) =>
      parts
        .filter((part) => isInShell(model, choice, part))
        .flatMap((part) => part.values.map((value) => fillValue(fill, value)));
    const [before, after] = [added(entry.prepend).toReversed(), added(entry.append)];
    if (before.length + after.length === 0) return [];
    const there = user[name] ?? '';
    return [[name, [...before, ...(there === '' ? [] : [there]), ...after].join(entry.separator)]];
  }
  if (!isInShell(model, choice, entry)) return [];
  if (entry.kind === 'default' && user[name] !== undefined) return [];
  return [[name, fillValue(fill, entry.value)]];
}

/** The values of the variables that are in the shell. */
function entryValues({ model, choice }: Fill): readonly Value[] {
  return Object.values(model.env).flatMap((entry) => {
    if (entry.kind !== 'list') return isInShell(model, choice, entry) ? [entry.value] : [];
    return [...entry.prepend, ...entry.append]
      .filter((part) => isInShell(model, choice, part))
      .flatMap(({ values }) => values);
  });
}

function hookOf(fill: Fill, { from, id, stage, values, body, once }: ModelHook): HostHook {
  const name = `mkcross_${from}_${id}`.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const text = body.endsWith('\n') ? body : `${body}\n`;
  const paths = (once ?? []).map((path) => `${fill.folders.root}/${path}`);
  return {
    id: `${from}/${id}`,
    stage,
    once: paths,
    script: `${name}() {\n${assignments(fill, values, 'local ')}${text}}\n${name}\nunset -f ${name}\n`,
  };
}

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
