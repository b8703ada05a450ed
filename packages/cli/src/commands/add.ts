import { join } from 'node:path';
import { addToToolchain, type ToolchainList } from '@mkcross/composer';
import { findRoot } from '@mkcross/composer/node';
import { isTriple } from '@mkcross/core';
import { writeFiles } from '@mkcross/host/node';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import { projectToWrite, type CommandContext } from '../command-context.ts';
import { findings } from '../findings/index.ts';

/** Adds targets or components to rust-toolchain.toml; comments, order and everything else stay as they are. */
export async function add(
  context: CommandContext,
  list: ToolchainList,
  names: readonly string[],
  { json }: { readonly json: boolean },
): Promise<number> {
  const { root = context.folder, found: unowned } = await findRoot(context.files, context.folder, context.machine);
  if (unowned.some(({ code }) => code !== 'CONFIG_NOT_FOUND')) return report(context, json, { found: unowned });
  const path = 'rust-toolchain.toml';
  const invalid =
    list === 'targets' ? names.filter((name) => !isTriple(name)) : names.filter((name) => !/^[a-z0-9_-]+$/.test(name));
  if (invalid.length > 0)
    return report(context, json, {
      found: invalid.map((name) =>
        findings.USAGE({
          problem: `${JSON.stringify(name)} is not the name of a ${list === 'targets' ? 'target' : 'component'}`,
        }),
      ),
    });
  if (!(await context.files.exists(join(root, path))))
    return report(context, json, { found: [findings.TOOLCHAIN_FILE_MISSING({})] });
  const current = await context.files.read(join(root, path));
  const edited = addToToolchain(current, list, names);
  if ('code' in edited) return report(context, json, { found: [edited] });
  const state = edited.text === current ? ('same' as const) : ('changed' as const);
  const { found } = await writeFiles(projectToWrite(context, root), [
    { file: { path, text: edited.text }, state, current },
  ]);
  const text =
    edited.added.length === 0
      ? `unchanged ${path}\n`
      : `added to ${path}: ${edited.added.join(', ')}\nnext: npx mkcross generate\n`;
  return report(context, json, {
    data: { added: edited.added } satisfies CommandData<'add'>,
    ...(found.length > 0 ? {} : { text }),
    found,
  });
}
