import type { Host, Triple } from '@mkcross/core';
import { nearestNames } from '../config/nearest-name.ts';
import type { ListPart, ModelChoice, ModelEntry, ModelTarget, Owner, Scoped, ShellModel } from '../model.ts';
import { readableValue } from './readable-value.ts';

/** What `mkcross explain` says of one thing in the shells. */
export interface Explanation {
  readonly name: string;
  readonly kind:
    | 'file'
    | 'folder on PATH'
    | 'hook'
    | 'library'
    | 'package'
    | 'program'
    | 'target'
    | 'tool'
    | 'toolchain'
    | 'variable';
  /** Who put it there, to what, and why; several where several add to it. */
  readonly claims: readonly ExplainedClaim[];
  /** What was put aside for it. */
  readonly overridden: readonly { readonly from: Owner; readonly value: string }[];
}

/** What one owner says. */
export interface ExplainedClaim {
  readonly from: Owner;
  /** How the value takes effect: `set`, `default`, `unset`, `prepend`, `append`. Empty for what has no such kind. */
  readonly how: string;
  readonly value: string;
  readonly why: string;
  /** Targets whose shells have it; undefined for every shell. */
  readonly targets?: readonly Triple[];
  /** Systems whose shells have it; undefined for all. */
  readonly systems?: readonly Host[];
}

/** Everything in the shells that has a name: variables, hooks, programs, files, tools, libraries, packages, targets, toolchains. */
export function explainName(model: ShellModel, name: string): readonly Explanation[] {
  const everywhere = Object.keys(model.systems).length;
  return explainable(model)
    .filter((explanation) => matches(explanation, name))
    .map((explanation) => ({
      ...explanation,
      claims: explanation.claims.map((claim) => withoutAll(claim, everywhere)),
    }));
}

/** The names nearest to one that nothing has. */
export function nearestExplainable(model: ShellModel, name: string): readonly string[] {
  return nearestNames(name, [...new Set(explainable(model).map((explanation) => explanation.name))]).slice(0, 3);
}

/** Says nothing of systems where something is on all of them. */
function withoutAll({ systems, ...claim }: ExplainedClaim, all: number): ExplainedClaim {
  return systems === undefined || systems.length === all ? claim : { ...claim, systems };
}

/** A name matches whole, without its plugin (`gcc`), or without its target (`qemu/qemu`). */
function matches({ name: full, kind }: Explanation, name: string): boolean {
  if (full === name) return true;
  if (kind === 'variable' || kind === 'program' || kind === 'file') return false;
  const plain = full.split('@')[0] ?? full;
  return plain === name || plain.split('/').at(-1) === name || full.split('/').at(-1) === name;
}

const plain = (kind: Explanation['kind'], name: string, ...claims: readonly ExplainedClaim[]): Explanation => ({
  name,
  kind,
  claims,
  overridden: [],
});

function explainable(model: ShellModel): readonly Explanation[] {
  const path = (tool: string) => readableValue(model, [{ tool }]);
  return [
    ...Object.entries(model.env).map(([name, entries]) => explainVariable(model, name, entries)),
    ...model.hooks.map((hook) => {
      const claim = { ...scope(hook), how: hook.stage, value: hook.body.trimEnd(), why: hook.why };
      return plain('hook', `${hook.from}/${hook.id}`, claim);
    }),
    ...model.programs.map((program) => {
      const value = 'link' in program ? readableValue(model, program.link) : program.body.trimEnd();
      return plain('program', program.name, { ...scope(program), how: 'on PATH', value, why: program.why });
    }),
    ...Object.entries(model.files).map(([name, file]) =>
      plain('file', name, {
        ...scope(file),
        how: 'generated',
        value: readableValue(model, file.content),
        why: 'A build system reads it.',
      }),
    ),
    ...Object.entries(model.tools).map(([name, { from, why }]) =>
      plain('tool', name, { from, how: '', value: path(name), why }),
    ),
    ...Object.entries(model.libraries).map(([name, { from, why, nix }]) => {
      const value = 'folder' in nix.package ? nix.package.folder : nix.package.attr.join(' or ');
      return plain('library', name, { from, how: '', value, why });
    }),
    ...model.packages.map((input) => {
      const value = input.package.attr.join(' or ');
      return plain('package', input.package.attr[0] ?? value, { ...scope(input), how: 'input', value, why: input.why });
    }),
    ...model.path.map((input) =>
      plain('folder on PATH', input.tool, {
        ...scope(input),
        how: 'appended',
        value: path(input.tool),
        why: input.why,
      }),
    ),
    ...Object.entries(model.targets).map(([triple, target]) => explainTarget(triple, target)),
    ...explainToolchains(model),
  ];
}

function explainTarget(triple: string, target: ModelTarget): Explanation {
  const { runner, runsOn, systems, choices } = target;
  const value =
    runner === undefined
      ? runsOn.length > 0
        ? 'runs without help'
        : 'nothing runs its programs'
      : `run by ${runner.from}`;
  return plain(
    'target',
    triple,
    {
      from: target.from.join(', '),
      how: 'built',
      value,
      why: runner?.why ?? 'It is a target of the project, or the machine that builds.',
      systems,
    },
    ...choices.map((choice): ExplainedClaim => ({
      from: choice.toolchain.split('/')[0] ?? choice.toolchain,
      how: `${choice.kind} projects`,
      value: choice.toolchain,
      why: reasonOf(choice),
      systems: choice.systems,
    })),
  );
}

/** Why a toolchain was chosen, as a sentence. */
export function reasonOf({ because, candidates, toolchain }: ModelChoice): string {
  const others = candidates.filter((ref) => ref !== toolchain).join(', ');
  switch (because) {
    case 'configured':
      return `mkcross.toml names it.${others === '' ? '' : ` Others: ${others}.`}`;
    case 'only candidate':
      return 'No other toolchain builds such projects for this target.';
    case 'closest fit':
      return `It compiles least besides what such projects need. Others: ${others}.`;
    case 'default of its plugin':
      return `Its plugin declares it first. Others: ${others}.`;
  }
}

function explainToolchains(model: ShellModel): readonly Explanation[] {
  const claims = Object.entries(model.targets).flatMap(([triple, { choices }]) =>
    choices.map((choice) => ({ triple, choice })),
  );
  return [...new Set(claims.map(({ choice }) => choice.toolchain))].toSorted().map((toolchain) =>
    plain(
      'toolchain',
      toolchain,
      ...claims
        .filter(({ choice }) => choice.toolchain === toolchain)
        .map(({ triple, choice }): ExplainedClaim => ({
          from: toolchain.split('/')[0] ?? toolchain,
          how: `${choice.kind} projects`,
          value: triple,
          why: reasonOf(choice),
          systems: choice.systems,
        })),
    ),
  );
}

function explainVariable(model: ShellModel, name: string, entries: readonly ModelEntry[]): Explanation {
  const parts = entries.map((entry) => explainEntry(model, entry));
  return {
    name,
    kind: 'variable',
    claims: parts.flatMap(({ claims }) => claims),
    overridden: parts.flatMap(({ overridden }) => overridden),
  };
}

function explainEntry(model: ShellModel, entry: ModelEntry): Pick<Explanation, 'claims' | 'overridden'> {
  if (entry.kind === 'list') {
    const claims = (how: string, parts: readonly ListPart[]) =>
      parts.map((part): ExplainedClaim => ({
        ...scope(part),
        how,
        value: part.values.map((value) => readableValue(model, value)).join(entry.separator),
        why: part.why,
      }));
    return { claims: [...claims('prepend', entry.prepend), ...claims('append', entry.append)], overridden: [] };
  }
  const claim: ExplainedClaim = {
    ...scope(entry),
    how: entry.kind,
    value: readableValue(model, entry.value),
    why: entry.why,
  };
  return {
    claims: [claim, ...entry.agreeing.map((from): ExplainedClaim => ({ ...claim, from }))],
    overridden: entry.overridden.map(({ from, value }) => ({ from, value: readableValue(model, value) })),
  };
}

const scope = ({ from, targets, systems }: Scoped) => ({
  from,
  ...(targets === undefined ? {} : { targets }),
  ...(systems === undefined ? {} : { systems }),
});
