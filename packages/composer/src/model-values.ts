import type { BodyValue, ModelPlaceholder, ShellModel, Value } from './model.ts';

/** Every text that a model carries. */
export function modelValues(model: ShellModel): readonly Value[] {
  return [
    ...Object.values(model.env).flatMap((entries) =>
      entries.flatMap((entry) =>
        entry.kind === 'list' ? [...entry.prepend, ...entry.append].flatMap(({ values }) => values) : [entry.value],
      ),
    ),
    ...model.hooks.flatMap(({ values }) => textsOf(values)),
    ...model.programs.flatMap((program) => ('link' in program ? [program.link] : textsOf(program.values))),
    ...Object.values(model.files).map(({ content }) => content),
    ...Object.values(model.targets).flatMap(({ fixtures }) => fixtures.flatMap(({ build }) => build)),
  ];
}

/** Calls `visit` for every placeholder in every text that a model carries. */
export function visitPlaceholders(model: ShellModel, visit: (part: ModelPlaceholder) => void): void {
  for (const value of modelValues(model))
    if (typeof value !== 'string') for (const part of value) if (typeof part !== 'string') visit(part);
}

/** The placeholders of a text. */
export function placeholdersOf(value: Value): readonly ModelPlaceholder[] {
  return typeof value === 'string' ? [] : value.filter((part) => typeof part !== 'string');
}

/** The texts among a body's values, those in lists included. */
export function textsOf(values: Readonly<Record<string, BodyValue>>): readonly Value[] {
  return Object.values(values).flatMap((value) =>
    typeof value === 'object' && 'list' in value ? value.list : [value],
  );
}
