import { readableValue, type ShellModel } from '@mkcross/composer';
import { composeProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { report } from '../output/report.ts';
import { printable } from '../output/print-findings.ts';
import type { World } from '../world.ts';

/** Shows what the shells of a project hold: as JSON the shell model itself, else an overview. */
export async function plan(world: World, { json }: { readonly json: boolean }): Promise<number> {
  const { model, found } = await composeProject(world);
  if (model === undefined || found.length > 0)
    return report(world, json, { ...(model === undefined || json ? {} : { text: overview(model) }), found });
  world.out(json ? `${JSON.stringify(model, null, 2)}\n` : overview(model));
  return exitCode.done;
}

function overview(model: ShellModel): string {
  const systems = Object.entries(model.systems).map(([system, { targets }]) => `${system}: ${targets.join(', ')}\n`);
  const width = Math.max(...Object.keys(model.env).map((name) => name.length));
  const env = Object.entries(model.env).map(([name, entry]) => {
    const owners = entry.kind === 'list' ? [...entry.prepend, ...entry.append].map(({ from }) => from) : [entry.from];
    const value = entry.kind === 'list' ? '(added to)' : readableValue(model, entry.value);
    return `  ${name.padEnd(width)}  ${[...new Set(owners)].join(', ')}  ${printable(value)}\n`;
  });
  const hooks = model.hooks.map(({ from, id, why }) => `  ${from}/${id}  ${why}\n`);
  return `${systems.join('')}\nvariables\n${env.join('')}\nhooks\n${hooks.join('')}`;
}
