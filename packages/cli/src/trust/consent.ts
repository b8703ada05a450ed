import { homedir } from 'node:os';
import { findingsOf, type Finding } from '@mkcross/core';
import { stateFolder } from '@mkcross/host';
import type { CommandContext } from '../command-context.ts';
import type { ComposedProject } from '../compose-project.ts';
import { findings } from '../findings/index.ts';
import { trustVariable } from '../option-values.ts';
import { collectItems } from './collect-items.ts';
import { notAllowed } from './compare-trust.ts';
import { itemLabel, type TrustItem, type TrustPhase } from './trust-item.ts';
import { readTrustRecord, trustRecordPath, writeTrustRecord } from './trust-record.ts';
import { isTrustedByVariable } from './trust-variable.ts';

/** What a project runs and sets, beside what its user allowed. */
export interface TrustState {
  /** The project's folder without links. */
  readonly root: string;
  /** mkcross' folder of what it remembers. */
  readonly state: string;
  readonly items: readonly TrustItem[];
  /** Undefined where nothing was allowed. */
  readonly allowed: readonly TrustItem[] | undefined;
  /**
   * What was allowed and is not compared: of the project in whose folder a shell without a project is entered, and of folders of a project
   * in which the command is not run.
   */
  readonly others: readonly TrustItem[];
  /** Whether MKCROSS_TRUST allows everything of the project. */
  readonly byVariable: boolean;
  /** Files whose change can change the items. */
  readonly files: readonly string[];
}

/** The consent of a user to enter the shells of a project. */
export interface Consent {
  /** Files that it depends on, absolute. */
  readonly files: readonly string[];
  /** Variables of the user that it depends on. */
  readonly variables: readonly string[];
  /** Allows what the shell installed by itself since it was entered: toolchains and other homes of tools. */
  readonly settle: () => Promise<void>;
}

/** Compares a project with what its user allowed. */
export async function trustState(
  context: CommandContext,
  composed: ComposedProject,
  { withNix }: { readonly withNix: boolean },
): Promise<TrustState> {
  const { env } = context.machine;
  const root = await context.plugins.files.realPath(composed.lookedUpFrom ?? composed.root);
  const state = stateFolder(env, homedir());
  const { items, files } = await collectItems(context, composed, withNix);
  const allowed = readTrustRecord(state, root)?.items;
  const names = new Set(items.map(itemLabel));
  // Nor is what is in other folders of the project than the current one.
  const isCompared = (item: TrustItem) =>
    names.has(itemLabel(item)) || (composed.lookedUpFrom === undefined && item.kind !== 'folder');
  return {
    root,
    state,
    items,
    files,
    allowed: allowed?.filter(isCompared),
    others: (allowed ?? []).filter((item) => !isCompared(item)),
    byVariable: isTrustedByVariable(env[trustVariable], root),
  };
}

/** The items that are to be allowed before a command in these phases may run them. */
export function openItems(
  { items, allowed = [], byVariable }: Pick<TrustState, 'allowed' | 'byVariable' | 'items'>,
  phases: readonly TrustPhase[],
): readonly TrustItem[] {
  return byVariable
    ? []
    : notAllowed(
        allowed,
        items.filter(({ phase }) => phases.includes(phase)),
      );
}

/**
 * Makes sure that the user allowed what a command is about to run, and asks on a terminal. Without consent there is an error:
 * PROJECT_NOT_TRUSTED.
 */
export async function requireConsent(
  context: CommandContext,
  composed: ComposedProject,
  phases: readonly TrustPhase[],
): Promise<{ readonly consent?: Consent; readonly found: readonly Finding[] }> {
  const withNix = phases.includes('nix');
  const state = await trustState(context, composed, { withNix });
  // What is installed in a shell that is entered, that shell has installed.
  const isEntered = context.machine.env['MKCROSS_PROJECT_ROOT'] === composed.root;
  const open = openItems(state, phases).filter(({ kind }) => !(isEntered && kind === 'toolchain'));
  if (open.length > 0 && !(await isAllowedNow(context, composed))) return { found: [notTrusted(state, open)] };
  const consent: Consent = {
    files: [trustRecordPath(state.state, state.root), ...state.files],
    variables: state.byVariable ? [trustVariable] : [],
    // Where it cannot be written, the user is asked again.
    settle: () =>
      settle(context, composed, state).catch((error: unknown) => {
        if (findingsOf(error) === undefined) throw error;
      }),
  };
  if (isEntered) await consent.settle();
  return { consent, found: [] };
}

/** Shows all that a project runs and sets, and asks; false without a terminal. */
async function isAllowedNow(context: CommandContext, composed: ComposedProject): Promise<boolean> {
  const { confirm } = context.machine;
  if (confirm === undefined) return false;
  const state = await trustState(context, composed, { withNix: true });
  const { trustPage } = await import('./trust-page.ts');
  context.err(trustPage(state.root, state.allowed, state.items, context.colour.err));
  if (!(await confirm(`\nAllow this for ${state.root}?`))) return false;
  await allow(context, state);
  return true;
}

/** Remembers that the user allowed everything of a project. */
export function allow(context: CommandContext, { root, state, items, others }: TrustState): Promise<void> {
  return writeTrustRecord(context, state, { root, items: [...others, ...items] });
}

/** The error about what was not allowed. */
export const notTrusted = ({ root, allowed = [] }: TrustState, open: readonly TrustItem[]): Finding =>
  findings.PROJECT_NOT_TRUSTED({ root, isChanged: allowed.length > 0, items: open.map(itemLabel) });

async function settle(context: CommandContext, composed: ComposedProject, before: TrustState): Promise<void> {
  if (before.byVariable) return;
  const { items, expected } = await collectItems(context, composed, false);
  const allowed = readTrustRecord(before.state, before.root)?.items ?? [];
  const there = items.filter(({ kind }) => kind === 'toolchain');
  const names = new Set(there.map(itemLabel));
  const own = [...there, ...expected.filter((item) => !names.has(itemLabel(item)))];
  const installed = notAllowed(allowed, own);
  if (installed.length === 0) return;
  const replaced = new Set(installed.map(itemLabel));
  const kept = allowed.filter((item) => !replaced.has(itemLabel(item)));
  await writeTrustRecord(context, before.state, { root: before.root, items: [...kept, ...installed] });
}
