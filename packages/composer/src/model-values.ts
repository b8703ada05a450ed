import type { Value } from '@mkcross/core';
import type { ShellModel } from './model.ts';

/** Every value that a model carries. */
export function modelValues(model: ShellModel): readonly Value[] {
  return [
    ...Object.values(model.env).flatMap((entry) =>
      entry.kind === 'list' ? [...entry.prepend, ...entry.append].flatMap(({ values }) => values) : [entry.value],
    ),
    ...model.hooks.flatMap(({ values }) => Object.values(values)),
    ...model.scripts.flatMap(({ values }) => Object.values(values)),
    ...Object.values(model.targets).flatMap(({ runner }) => Object.values(runner?.script.values ?? {})),
    ...Object.values(model.targets).flatMap(({ verification }) =>
      verification.flatMap((step) => (step.kind === 'build' ? step.command : [])),
    ),
  ];
}
