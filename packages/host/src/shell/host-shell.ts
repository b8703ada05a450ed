import type { ListPart, ModelEntry, ModelHook } from '@mkcross/composer';
import type { HookStage, Value } from '@mkcross/core';
import { assignments, renderValue, type RenderContext } from './render-value.ts';
import { hostFiles, hostLinks, linksFolder, type HostFile, type HostLink } from './host-files.ts';
import { isInShell } from './shell-choice.ts';
import { pathOutside, toolPath } from './state-folder.ts';

/** A complete shell of a project on one machine, as data: the counterpart of what Nix builds. */
export interface HostShell {
  /** The variables that the shell sets, with their values for this user, sorted by name. */
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
  /** Bash that defines a function and calls it; variables that it exports become the shell's. */
  readonly script: string;
  /** Absolute paths: the hook is skipped while all of them exist and are unchanged since it ran. Empty: it always runs. */
  readonly once: readonly string[];
}

/** The variable that holds the project's root. */
const projectRoot = 'MKCROSS_PROJECT_ROOT';

/** The shell for a user whose environment is `user`. Pure. */
export function hostShell(context: RenderContext, user: Readonly<Record<string, string>>): HostShell {
  const { model, choice, folders } = context;
  const outside: Readonly<Record<string, string>> = { ...user, PATH: pathOutside(user['PATH'] ?? '') };
  const variables = Object.entries(model.env).flatMap(([name, entry]) => variable(context, outside, name, entry));
  const hooks = model.hooks.filter((hook) => isInShell(model, choice, hook));
  const env: Readonly<Record<string, string>> = { ...Object.fromEntries(variables), [projectRoot]: folders.root };
  const bin = linksFolder(context);
  return {
    env: sorted({ ...env, PATH: withPrograms(context, bin, env['PATH'] ?? outside['PATH'] ?? '') }),
    files: hostFiles(context, [...entryValues(context), ...hooks.flatMap(({ values }) => Object.values(values))]),
    bin,
    links: hostLinks(context),
    hooks: hooks.map((hook) => hookOf(context, hook)),
  };
}

function withPrograms(context: RenderContext, bin: string, path: string): string {
  const { model, choice, locations, folders } = context;
  const tools = model.path.filter((one) => isInShell(model, choice, one)).map(({ tool }) => tool);
  const appended = tools
    .filter((tool) => locations.tools[tool]?.status !== 'missing')
    .map((tool) => toolPath(folders, model, locations, tool).replace(/\/[^/]*$/, ''));
  const own = path.split(':');
  return [bin, ...own, ...new Set(appended.filter((folder) => !own.includes(folder)))].join(':');
}

function variable(
  context: RenderContext,
  user: Readonly<Record<string, string>>,
  name: string,
  entry: ModelEntry,
): readonly (readonly [string, string])[] {
  const { model, choice } = context;
  if (entry.kind === 'list') {
    const values = (parts: readonly ListPart[]) =>
      parts
        .filter((part) => isInShell(model, choice, part))
        .flatMap((part) => part.values.map((value) => renderValue(context, value)));
    const [before, after] = [values(entry.prepend).toReversed(), values(entry.append)];
    if (before.length + after.length === 0) return [];
    const own = user[name] ?? '';
    return [[name, [...before, ...(own === '' ? [] : [own]), ...after].join(entry.separator)]];
  }
  if (!isInShell(model, choice, entry)) return [];
  if (entry.kind === 'default' && user[name] !== undefined) return [];
  return [[name, renderValue(context, entry.value)]];
}

/** The values of the shell's variables. */
function entryValues({ model, choice }: RenderContext): readonly Value[] {
  return Object.values(model.env).flatMap((entry) => {
    if (entry.kind !== 'list') return isInShell(model, choice, entry) ? [entry.value] : [];
    return [...entry.prepend, ...entry.append]
      .filter((part) => isInShell(model, choice, part))
      .flatMap(({ values }) => values);
  });
}

function hookOf(context: RenderContext, { from, id, stage, values, body, once }: ModelHook): HostHook {
  const name = `mkcross_${from}_${id}`.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const text = body.endsWith('\n') ? body : `${body}\n`;
  const paths = (once ?? []).map((path) => `${context.folders.root}/${path}`);
  return {
    id: `${from}/${id}`,
    stage,
    once: paths,
    script: `${name}() {\n${assignments(context, values, 'local ')}${text}}\n${name}\nunset -f ${name}\n`,
  };
}

const sorted = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
