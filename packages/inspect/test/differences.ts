/** A field of which two say different things. */
export interface Difference {
  readonly file: string;
  readonly field: string;
  readonly inspect: string;
  readonly tool: string;
}

/** The fields of `tool` of which `inspect` says something else. */
export const differencesIn = (file: string, inspect: object, tool: object): readonly Difference[] => {
  const said = new Map(Object.entries(inspect).map(([field, value]) => [field, textOf(value)]));
  return Object.entries(tool)
    .map(([field, value]) => ({ file, field, inspect: said.get(field) ?? 'nothing', tool: textOf(value) }))
    .filter((one) => one.inspect !== one.tool);
};

/** The differences between lists, each record by its place; a list that is longer differs in `length`. */
export const differencesInLists = (
  file: string,
  inspect: readonly object[],
  tool: readonly object[],
): readonly Difference[] => [
  ...differencesIn(file, { length: inspect.length }, { length: tool.length }),
  ...tool.flatMap((one, index) => differencesIn(`${file}[${String(index)}]`, inspect[index] ?? {}, one)),
];

/** JSON whose keys are sorted, so that equal data is equal text. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
