import { explainName, nearestExplainable, type Explanation } from '@mkcross/composer';
import { createColors } from 'picocolors';
import { composeProject } from '../compose-project.ts';
import { printable } from '../output/print-findings.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import type { World } from '../world.ts';
import { findings } from '../findings/index.ts';

/** Says of a variable, package, hook or other part of the shells who put it there, to what, and why. */
export async function explain(world: World, name: string, { json }: { readonly json: boolean }): Promise<number> {
  const { model, found } = await composeProject(world);
  if (model === undefined) return report(world, json, { found });
  const explanations = explainName(model, name);
  if (explanations.length === 0)
    return report(world, json, {
      found: [...found, findings.NAME_UNKNOWN({ name, nearest: nearestExplainable(model, name) })],
    });
  const text = explanations.map((explanation) => explanationText(explanation, world.colour.out)).join('\n');
  return report(world, json, { data: { explanations } satisfies CommandData<'explain'>, text, found });
}

function explanationText({ name, kind, claims, overridden }: Explanation, colour: boolean): string {
  const { bold } = createColors(colour);
  const body = claims.map(({ from, how, value, why, targets, systems }) =>
    [
      ['value', `${indented(printable(value))}${how === '' || how === 'set' ? '' : `  (${how})`}`],
      ['from', from.includes(':') || from.includes(',') ? from : `the plugin ${from}`],
      ['why', why],
      ['where', targets === undefined ? 'every shell' : `the default shell and the one of ${targets.join(', ')}`],
      ...(systems === undefined ? [] : [['systems', systems.join(', ')]]),
    ]
      .map(([label = '', content = '']) => `  ${label.padEnd(8)} ${content}\n`)
      .join(''),
  );
  const lost = overridden.map(({ from, value }) => `  instead of ${printable(value)}  from ${from}\n`);
  return `${bold(name)}  ${kind}\n${body.join('\n')}${lost.join('')}`;
}

const indented = (text: string) => text.split('\n').join(`\n${' '.repeat(11)}`);
