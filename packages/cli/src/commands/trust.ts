import { homedir } from 'node:os';
import { findRoot } from '@mkcross/composer/node';
import { stateFolder } from '@mkcross/host';
import type { CommandContext } from '../command-context.ts';
import { composeProject } from '../compose-project.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import { allow, notTrusted, openItems, trustState } from '../trust/consent.ts';
import { compareTrust } from '../trust/compare-trust.ts';
import { itemLabel } from '../trust/trust-item.ts';
import { trustPage } from '../trust/trust-page.ts';
import { removeTrustRecord } from '../trust/trust-record.ts';

/** How `mkcross trust` was called. */
export interface TrustOptions {
  readonly json: boolean;
  /** `ask` on a terminal, `allow` without a question, `check` whether all is allowed, or `revoke`. */
  readonly mode: 'allow' | 'ask' | 'check' | 'revoke';
}

/** Shows what a project runs and sets, and allows it. */
export async function trust(context: CommandContext, { json, mode }: TrustOptions): Promise<number> {
  if (mode === 'revoke') return revoke(context, json);
  const composed = await composeProject(context);
  if (composed.model === undefined) return report(context, json, { found: composed.found });
  const state = await trustState(context, composed, { withNix: true });
  const { root, items, allowed = [] } = state;
  const open = openItems(state, ['enter', 'nix', 'verify']);
  const { added, removed, changed } = compareTrust(allowed, items);
  const data = (isAllowed: boolean) =>
    ({
      root,
      isAllowed,
      items: items.map(({ kind, name, phase, text }) => ({ kind, name, phase, text })),
      added: added.map(itemLabel),
      removed: removed.map(itemLabel),
      changed: changed.map(({ after }) => itemLabel(after)),
    }) satisfies CommandData<'trust'>;
  // What is allowed is shown as a whole, and else how it differs.
  const page = trustPage(root, open.length === 0 ? undefined : allowed, items, context.colour.out);
  const found = [...composed.found];
  if (open.length === 0)
    return report(context, json, { data: data(true), text: items.length === 0 ? page : `${page}\nallowed\n`, found });
  if (mode === 'check')
    return report(context, json, { data: data(false), text: page, found: [...found, notTrusted(state, open)] });
  if (!json) context.out(page);
  const { confirm } = context.machine;
  const isAllowed =
    mode === 'allow' || (!json && confirm !== undefined && (await confirm(`\nAllow this for ${root}?`)));
  if (!isAllowed) return report(context, json, { data: data(false), found: [...found, notTrusted(state, open)] });
  await allow(context, state);
  return report(context, json, { data: data(true), text: '\nallowed\n', found });
}

/** Allows nothing of a project any more; it may be broken by now. */
async function revoke(context: CommandContext, json: boolean): Promise<number> {
  const { root: found, found: wrong } = await findRoot(context.files, context.folder, context.machine);
  if (found === undefined) return report(context, json, { found: wrong });
  const root = await context.plugins.files.realPath(found);
  await removeTrustRecord(context, stateFolder(context.machine.env, homedir()), root);
  return report(context, json, { text: `nothing of ${root} is allowed\n`, found: [] });
}
