import type { HostSystem, Triple } from '@mkcross/core';
import { nearestNames } from '../config/nearest-name.ts';
import type { ListPart, ModelEntry, Owner, Scoped, ShellModel } from '../model.ts';
import { readableValue } from './readable-value.ts';

/** What `mkcross explain` says of one thing in the shells. */
export interface Explanation {
  readonly name: string;
  readonly kind: 'folder on PATH' | 'hook' | 'library' | 'package' | 'script' | 'target' | 'tool' | 'variable';
  /** Who put it there, to what, and why; several where several add to it. */
  readonly claims: readonly ExplainedClaim[];
  /** What was put aside for it. */
  readonly overridden: readonly { readonly from: Owner; readonly value: string }[];
}

/** What one owner says. */
interface ExplainedClaim {
  readonly from: Owner;
  /** How the value takes effect: `set`, `default`, `prepend`, `append`. Empty for what has no such kind. */
  readonly how: string;
  readonly value: string;
  readonly why: string;
  /** Targets whose shells have it; undefined for every shell. */
  readonly targets?: readonly Triple[];
  /** Systems whose shells have it; undefined for all. */
  readonly systems?: readonly HostSystem[];
}

/** Everything in the shells that has a name: variables first, then hooks, scripts, tools, libraries, packages, targets. */
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

const matches = (explanation: Explanation, name: string) =>
  explanation.name === name || (explanation.kind !== 'variable' && explanation.name.split('/').at(-1) === name);

function explainable(model: ShellModel): readonly Explanation[] {
  const plain = (kind: Explanation['kind'], name: string, claim: ExplainedClaim): Explanation => ({
    name,
    kind,
    claims: [claim],
    overridden: [],
  });
  return [
    ...Object.entries(model.env).map(([name, entry]) => explainVariable(model, name, entry)),
    ...model.hooks.map((hook) =>
      plain('hook', `${hook.from}/${hook.id}`, {
        ...scope(hook),
        how: hook.stage,
        value: hook.body.trimEnd(),
        why: hook.why,
      }),
    ),
    ...model.scripts.map((script) =>
      plain('script', script.name, {
        ...scope(script),
        how: 'on PATH',
        value: script.body.trimEnd(),
        why: `A program of the plugin ${script.from}.`,
      }),
    ),
    ...Object.entries(model.tools).map(([name, tool]) =>
      plain('tool', name, { from: tool.from, how: '', value: readableValue(model, [{ tool: name }]), why: tool.why }),
    ),
    ...Object.entries(model.libraries).map(([name, library]) =>
      plain('library', name, {
        from: library.from,
        how: '',
        value: 'folder' in library.nix.package ? library.nix.package.folder : library.nix.package.attr.join(' or '),
        why: library.why,
      }),
    ),
    ...model.packages.map((input) =>
      plain('package', input.package.attr[0], {
        ...scope(input),
        how: 'input',
        value: input.package.attr.join(' or '),
        why: input.why,
      }),
    ),
    ...model.path.map((input) =>
      plain('folder on PATH', input.tool, {
        ...scope(input),
        how: 'appended',
        value: readableValue(model, [{ tool: input.tool }]),
        why: input.why,
      }),
    ),
    ...Object.entries(model.targets).map(([triple, target]) =>
      plain('target', triple, {
        from: target.from.join(', '),
        how: 'built',
        value:
          target.runner === undefined
            ? target.runsOn.length > 0
              ? 'runs without help'
              : 'nobody runs it'
            : `run by ${target.runner.from}`,
        why: target.runner?.why ?? 'It was selected, or is the machine that builds.',
        systems: target.systems,
      }),
    ),
  ];
}

function explainVariable(model: ShellModel, name: string, entry: ModelEntry): Explanation {
  if (entry.kind === 'list') {
    const claims = (how: string, parts: readonly ListPart[]) =>
      parts.map((part): ExplainedClaim => ({
        ...scope(part),
        how,
        value: part.values.map((value) => readableValue(model, value)).join(entry.separator),
        why: part.why,
      }));
    return {
      name,
      kind: 'variable',
      claims: [...claims('prepend', entry.prepend), ...claims('append', entry.append)],
      overridden: [],
    };
  }
  const claim: ExplainedClaim = {
    ...scope(entry),
    how: entry.kind,
    value: readableValue(model, entry.value),
    why: entry.why,
  };
  const agreeing = entry.agreeing.map((from): ExplainedClaim => ({ ...claim, from }));
  const overridden = entry.overridden.map(({ from, value }) => ({ from, value: readableValue(model, value) }));
  return { name, kind: 'variable', claims: [claim, ...agreeing], overridden };
}

const scope = ({ from, targets, systems }: Scoped) => ({
  from,
  ...(targets === undefined ? {} : { targets }),
  ...(systems === undefined ? {} : { systems }),
});
