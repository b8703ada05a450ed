import { placeholdersOf, shellWord, type ModelEntry, type ModelHook } from '@mkcross/composer';
import type { Stage } from '@mkcross/core';
import type { Variables } from '../system.ts';
import { hostFiles, hostLinks, type HostFile, type HostLink } from './host-files.ts';
import { assignments, renderList, renderValue, type RenderContext } from './render-value.ts';
import { entryInShell, isInShell } from './shell-choice.ts';
import { binFolder, pathOutside } from './state-folder.ts';

/** A complete shell of a project on one machine, as data: the counterpart of what Nix builds. */
export interface HostShell {
  /** The variables that the shell sets, with their values for this user, sorted by name. */
  readonly env: Variables;
  /** The variables that the shell removes, sorted. */
  readonly unset: readonly string[];
  readonly files: readonly HostFile[];
  /** The folder of the shell's programs, absolute; it is first on PATH. */
  readonly bin: string;
  readonly links: readonly HostLink[];
  /** In the order in which they run. */
  readonly hooks: readonly HostHook[];
}

/** Bash that runs when the shell is entered. */
export interface HostHook {
  /** `rust/install` */
  readonly id: string;
  readonly stage: Stage;
  /**
   * Bash that defines a function and calls it; variables that it exports become the shell's. A failure is reported on standard
   * error with the hook and its owner. After success, the array `mkcross_done` has the hook's id.
   */
  readonly script: string;
  /** Absolute paths: the hook is skipped while all of them exist and are unchanged since it succeeded. Empty: it always runs. */
  readonly once: readonly string[];
}

/** The variable that holds the project's root. */
const projectRoot = 'MKCROSS_PROJECT_ROOT';

/** The shell for a user whose environment is `user`. Pure. */
export function hostShell(context: RenderContext, user: Variables): HostShell {
  const { model, choice, folders } = context;
  const path = pathOutside(user['PATH'] ?? '');
  const outside: Variables = { ...user, PATH: path };
  const entries = Object.entries(model.env).flatMap(([name, all]) => {
    const entry = entryInShell(model, choice, all);
    return entry === undefined ? [] : [[name, entry] as const];
  });
  const variables = entries.flatMap(([name, entry]) => {
    const value = valueOf(context, outside[name], entry);
    return value === undefined ? [] : [[name, value] as const];
  });
  const env: Variables = { ...Object.fromEntries(variables), [projectRoot]: folders.root };
  const bin = binFolder(folders, choice);
  const others = env['PATH'] ?? path;
  return {
    // An empty entry of PATH would be the working folder.
    env: sorted({ ...env, PATH: others === '' ? bin : `${bin}:${others}` }),
    unset: entries.flatMap(([name, { kind }]) => (kind === 'unset' ? [name] : [])).toSorted(),
    files: hostFiles(context),
    bin,
    links: hostLinks(context),
    hooks: model.hooks.filter((hook) => isInShell(model, choice, hook)).map((hook) => hookOf(context, hook)),
  };
}

/** The user's environment with the variables that a shell sets, and without those that it removes. */
export function withShell(user: Variables, { env, unset }: Pick<HostShell, 'env' | 'unset'>): Variables {
  const removed = new Set(unset);
  return { ...Object.fromEntries(Object.entries(user).filter(([name]) => !removed.has(name))), ...env };
}

/** The value of a variable; undefined if the shell leaves it as the user has it, or removes it. */
function valueOf(context: RenderContext, own: string | undefined, entry: ModelEntry): string | undefined {
  if (entry.kind === 'unset' || (entry.kind === 'default' && own !== undefined)) return undefined;
  if (entry.kind !== 'list') {
    const isOfDefault = placeholdersOf(entry.value).some((one) => 'defaultTarget' in one);
    if (isOfDefault && context.choice.defaultTarget === undefined) return undefined;
    return renderValue(context, entry.value);
  }
  const { separator } = entry;
  const before = entry.prepend.flatMap(({ values }) => renderList(context, values)).toReversed();
  const after = entry.append.flatMap(({ values }) => renderList(context, values));
  if (before.length + after.length === 0) return undefined;
  const added = new Set([...before, ...after]);
  // A shell that is entered from another one of the project adds no folder twice.
  const kept = separator === ' ' ? [own ?? ''] : (own ?? '').split(separator).filter((one) => !added.has(one));
  return [...before, ...kept.filter((one) => one !== ''), ...after].join(separator);
}

function hookOf(context: RenderContext, { from, id, stage, values, body, once = [], exports }: ModelHook): HostHook {
  const name = `mkcross_${from}_${id}`.replaceAll(/[^A-Za-z0-9_]/g, '_');
  const text = body.endsWith('\n') ? body : `${body}\n`;
  const [open, close] = exports ? ['{', '}'] : ['(', ')'];
  const failed = shellWord(`mkcross: the hook "${id}" of ${from} failed with exit code`);
  const call = `if ${name}; then mkcross_done+=(${shellWord(`${from}/${id}`)}); else echo ${failed} "$?" >&2; fi`;
  return {
    id: `${from}/${id}`,
    stage,
    once: once.map((path) => `${context.folders.root}/${path}`),
    script: `${name}() ${open}\n${assignments(context, values, 'local ')}${text}${close}\n${call}\nunset -f ${name}\n`,
  };
}

const sorted = (record: Variables) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
