import type { BodyValue, ModelPlaceholder, ShellModel, Value } from './model.ts';

/** Every text that a model carries. */
export function modelValues(model: ShellModel): readonly Value[] {
  const values: Value[] = [];
  visitValues(model, (value) => {
    values.push(value);
  });
  return values;
}

/** Calls `visit` for every text that a model carries. */
function visitValues(model: ShellModel, visit: (value: Value) => void): void {
  for (const entries of Object.values(model.env))
    for (const entry of entries)
      if (entry.kind === 'list')
        [...entry.prepend, ...entry.append].forEach(({ values }) => {
          values.forEach(visit);
        });
      else visit(entry.value);
  for (const { values } of model.hooks) textsOf(values).forEach(visit);
  for (const program of model.programs)
    if ('link' in program) visit(program.link);
    else textsOf(program.values).forEach(visit);
  for (const { content } of Object.values(model.files)) visit(content);
  for (const { fixtures } of Object.values(model.targets)) for (const { build } of fixtures) build.forEach(visit);
}

/** Calls `visit` for every placeholder in every text that a model carries. */
export function visitPlaceholders(model: ShellModel, visit: (part: ModelPlaceholder) => void): void {
  visitValues(model, (value) => {
    if (typeof value !== 'string') for (const part of value) if (typeof part !== 'string') visit(part);
  });
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
