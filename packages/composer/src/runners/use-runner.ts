import type { Host, LibraryPlaceholder, Target } from '@mkcross/core';
import type { ModelPlaceholder, ModelProgram, ModelRunner } from '../model.ts';
import { fullRef } from '../resolve/catalog.ts';
import type { Resolver, Setting } from '../resolve/resolver.ts';
import { joinText, report, resolveScript } from '../resolve/text.ts';
import { plainText } from '../resolve/tools.ts';
import type { Offer } from './choose-runner.ts';
import runtime from './runtime.sh';

/** A runner of a target, and its programs. */
export interface UsedRunner {
  readonly runner: ModelRunner;
  readonly programs: readonly ModelProgram[];
  readonly setting: Setting;
}

/**
 * Resolves a runner: its program for the target (`wine-x86_64-pc-windows-gnu`) tells the script the folders of shared libraries in
 * $MKCROSS_RUNTIME_PATH; the one with its own name (`wine`) is for people and build systems that look for it. `folders` name libraries of the
 * model.
 */
export function useRunner(
  resolver: Resolver,
  { owner, runner }: Offer,
  target: Target,
  systems: readonly Host[],
  folders: readonly LibraryPlaceholder[],
): UsedRunner | undefined {
  const scope = { from: owner, targets: [target.triple], systems };
  const setting: Setting = { scope, target };
  const command = plainText(resolver, runner.command, setting);
  const ref = fullRef(owner, runner.script);
  const script = resolver.catalog.scripts.get(ref);
  if (script === undefined) {
    report(resolver, setting, 'script', ref, [...resolver.catalog.scripts.keys()]);
    return undefined;
  }
  if (command === '') return undefined;
  const { values, body } = resolveScript(resolver, script.value, {
    ...setting,
    scope: { ...scope, from: script.owner },
  });
  const program = `${command}-${target.triple}`;
  const { why } = runner;
  const path = folders.flatMap((folder, index): readonly (ModelPlaceholder | string)[] =>
    index === 0 ? [folder] : [':', folder],
  );
  return {
    setting,
    runner: { from: owner, systems, command, program, why },
    programs: [
      {
        ...scope,
        name: program,
        why,
        values: { mkcross_runtime: joinText(path), mkcross_runner: [{ program: command }] },
        body: runtime,
      },
      { ...scope, name: command, why, values, body },
    ],
  };
}
