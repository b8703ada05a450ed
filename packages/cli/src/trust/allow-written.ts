import { homedir } from 'node:os';
import type { Config } from '@mkcross/composer';
import { stateFolder } from '@mkcross/host';
import type { CommandContext } from '../command-context.ts';
import { itemLabel } from './trust-item.ts';
import { buildItem, configItems } from './trust-items.ts';
import { readTrustRecord, writeTrustRecord } from './trust-record.ts';

/**
 * Allows what a configuration says that mkcross writes into the current folder, and the build of that project, which is the
 * user's. What was there before, such as settings of cargo, is not allowed by it.
 */
export async function allowWritten(context: CommandContext, config: Config): Promise<void> {
  const root = await context.plugins.files.realPath(context.folder);
  const state = stateFolder(context.machine.env, homedir());
  const items = [...configItems(config), buildItem];
  const names = new Set(items.map(itemLabel));
  const kept = (readTrustRecord(state, root)?.items ?? []).filter((item) => !names.has(itemLabel(item)));
  await writeTrustRecord(context, state, { root, items: [...kept, ...items] });
}
