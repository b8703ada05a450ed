import { readableValue, reasonOf, type ModelTarget, type ShellModel } from '@mkcross/composer';
import { createColors } from 'picocolors';
import { composeProject } from '../compose-project.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCode } from '../exit-code.ts';
import { report } from '../output/report.ts';
import { visibleJson } from '../output/visible-json.ts';
import { textTable } from '../output/text-table.ts';

/** Shows what the shells of a project contain: as JSON the shell model itself, else an overview. */
export async function plan(context: CommandContext, { json }: { readonly json: boolean }): Promise<number> {
  const { model, found } = await composeProject(context);
  const text = model === undefined || json ? {} : { text: overview(model, context.colour.out) };
  if (model === undefined || found.length > 0) return report(context, json, { ...text, found });
  const { exact = context.out } = context;
  if (json) exact(`${visibleJson(JSON.stringify(model, null, 2))}\n`);
  else context.out(text.text ?? '');
  return exitCode.done;
}

function overview(model: ShellModel, colour: boolean): string {
  const { bold } = createColors(colour);
  const sections: readonly (readonly [title: string, text: string])[] = [
    [
      'Systems',
      Object.entries(model.systems)
        .map(([system, { targets }]) => `  ${system}  ${targets.join(', ')}\n`)
        .join(''),
    ],
    ['Toolchains', textTable([['target', 'project', 'toolchain', 'reason'], ...choiceRows(model)])],
    ['Runners', textTable(runnerRows(model))],
    ['Variables', textTable(variableRows(model))],
    ['Programs', textTable(model.programs.map(({ name, from }) => [name, from]))],
    ['Hooks', textTable(model.hooks.map(({ from, id, why }) => [`${from}/${id}`, why]))],
  ];
  return sections
    .filter(([, text]) => text !== '')
    .map(([title, text]) => `${bold(title)}\n${text}`)
    .join('\n');
}

const onSystems = (model: ShellModel, systems: readonly string[]): string =>
  systems.length === Object.keys(model.systems).length ? '' : ` (on ${systems.join(', ')})`;

function choiceRows(model: ShellModel): readonly (readonly string[])[] {
  return Object.entries(model.targets).flatMap(([triple, { choices }]) =>
    choices.map((choice) => [
      triple,
      choice.kind,
      `${choice.toolchain}${onSystems(model, choice.systems)}`,
      reasonOf(choice),
    ]),
  );
}

function runnerRows(model: ShellModel): readonly (readonly string[])[] {
  return Object.entries(model.targets).map(([triple, target]) => [triple, runnerText(model, target)]);
}

function runnerText(model: ShellModel, { runner, runsOn }: ModelTarget): string {
  const texts = [
    ...(runsOn.length === 0 ? [] : [`runs without help${onSystems(model, runsOn)}`]),
    ...(runner === undefined ? [] : [`${runner.command}, from ${runner.from}${onSystems(model, runner.systems)}`]),
  ];
  return texts.length === 0 ? 'no plugin can run its programs' : texts.join('; ');
}

function variableRows(model: ShellModel): readonly (readonly string[])[] {
  return Object.entries(model.env).flatMap(([name, entries]) =>
    entries.map((entry) => {
      if (entry.kind !== 'list') {
        const value = entry.kind === 'unset' ? '(removed)' : readableValue(model, entry.value);
        return [name, entry.from, value];
      }
      const owners = [...entry.prepend, ...entry.append].map(({ from }) => from);
      return [name, [...new Set(owners)].join(', '), '(added to)'];
    }),
  );
}
