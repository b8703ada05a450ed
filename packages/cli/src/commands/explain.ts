import { visibleLine } from '@mkcross/core';
import { explainName, nearestExplainable, type Explanation } from '@mkcross/composer';
import { adapters } from '@mkcross/build-systems';
import { createColors } from 'picocolors';
import { composeProject } from '../compose-project.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import type { CommandContext } from '../command-context.ts';
import { findings } from '../findings/index.ts';

/** Explains where a variable, program, hook, tool, toolchain or other part of the shells comes from, and why it is there. */
export async function explain(
  context: CommandContext,
  name: string,
  { json }: { readonly json: boolean },
): Promise<number> {
  const { model, found } = await composeProject(context);
  if (model === undefined) return report(context, json, { found });
  const explanations = explainName(model, name);
  if (explanations.length === 0)
    return report(context, json, {
      found: [...found, findings.NAME_UNKNOWN({ name, nearest: nearestExplainable(model, name) })],
    });
  const text = explanations.map((explanation) => explanationText(explanation, context.colour.out)).join('\n');
  return report(context, json, { data: { explanations } satisfies CommandData<'explain'>, text, found });
}

function explanationText({ name, kind, claims, overridden }: Explanation, colour: boolean): string {
  const { bold } = createColors(colour);
  const body = claims.map(({ from, how, value, why, targets, systems }) =>
    [
      ['value', `${indented(value)}${how === '' || how === 'set' ? '' : `  (${how})`}`],
      ['from', visibleLine(ownerText(from))],
      ['why', visibleLine(why)],
      ['where', targets === undefined ? 'every shell' : `the default shell and the one of ${targets.join(', ')}`],
      ...(systems === undefined ? [] : [['systems', systems.join(', ')]]),
    ]
      .map(([label = '', content = '']) => `  ${label.padEnd(8)} ${content}\n`)
      .join(''),
  );
  const lost = overridden.map(
    ({ from, value }) => `  instead of ${visibleLine(value)}, from ${visibleLine(ownerText(from))}\n`,
  );
  return `${bold(visibleLine(name))}  ${kind}\n${body.join('\n')}${lost.join('')}`;
}

/** An owner: a plugin, a build system, several of them, or a line of mkcross.toml. */
function ownerText(from: string): string {
  if (from.includes(':') || from.includes(',')) return from;
  return adapters.some(({ id }) => id === from) ? `mkcross, for ${from}` : `the plugin ${from}`;
}

const indented = (text: string) => text.split('\n').join(`\n${' '.repeat(11)}`);
