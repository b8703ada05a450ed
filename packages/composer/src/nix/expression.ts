/** A Nix expression: the constructs that mkcross generates, and no more. */
export type Nix =
  | {
      readonly kind: 'binary';
      readonly operator: '!=' | '+' | '++' | '//' | '==' | '||';
      readonly left: Nix;
      readonly right: Nix;
    }
  | { readonly kind: 'call'; readonly fn: Nix; readonly args: readonly [Nix, ...Nix[]] }
  | { readonly kind: 'if'; readonly condition: Nix; readonly then: Nix; readonly otherwise: Nix }
  | { readonly kind: 'lambda'; readonly parameter: Parameter; readonly body: Nix }
  | { readonly kind: 'let'; readonly bindings: readonly Binding[]; readonly body: Nix }
  | { readonly kind: 'list'; readonly items: readonly Nix[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'select'; readonly from: Nix; readonly path: readonly AttributeName[]; readonly or?: Nix }
  | { readonly kind: 'set'; readonly bindings: readonly Binding[] }
  | { readonly kind: 'string'; readonly parts: readonly StringPart[] }
  | { readonly kind: 'text'; readonly parts: readonly StringPart[] };

/** Literal text, or an expression whose value is interpolated. */
export type StringPart = Nix | string;

/** The name of an attribute, or an expression that gives it. */
export type AttributeName = Nix | string;

/** What a function takes: one value, or a set with these attributes, some with a default. */
export type Parameter = string | { readonly names: readonly ParameterName[]; readonly open: boolean };

/** An attribute that a function takes, with the value that it has where it is not given. */
export type ParameterName = string | { readonly name: string; readonly default: Nix };

/** A line of a set or `let`. */
export type Binding =
  | { readonly kind: 'inherit'; readonly from?: Nix; readonly names: readonly string[] }
  | {
      readonly kind: 'value';
      readonly path: readonly string[];
      readonly value: Nix;
      readonly comment?: string;
      readonly spaced?: true;
    };

/** `"…"`: text and interpolated expressions. */
export const str = (...parts: readonly StringPart[]): Nix => ({ kind: 'string', parts: merged(parts) });

/** `''…''` over several lines. Text that does not end with a newline cannot be written so, and becomes a `"…"`. */
export function text(...parts: readonly StringPart[]): Nix {
  const all = merged(parts);
  const last = all.at(-1);
  return { kind: typeof last === 'string' && last.endsWith('\n') ? 'text' : 'string', parts: all };
}

/** A variable. */
export const name = (of: string): Nix => ({ kind: 'name', name: of });

/** `from.a.b`; with `or`, what is taken where that does not exist. */
export const select = (from: Nix, path: readonly AttributeName[], or?: Nix): Nix => ({
  kind: 'select',
  from,
  path,
  ...(or === undefined ? {} : { or }),
});

/** `fn a b`. */
export const call = (fn: Nix, ...args: readonly [Nix, ...Nix[]]): Nix => ({ kind: 'call', fn, args });

/** `parameter: body`. */
export const lambda = (parameter: Parameter, body: Nix): Nix => ({ kind: 'lambda', parameter, body });

/** `[ … ]`. */
export const list = (items: readonly Nix[]): Nix => ({ kind: 'list', items });

/** `{ … }`, in the order given. */
export const set = (bindings: readonly Binding[]): Nix => ({ kind: 'set', bindings });

/** `{ … }` from a record, its names in code point order. */
export const sortedSet = (values: Readonly<Record<string, Nix>>): Nix => set(sortedBindings(values));

/** The bindings of a record, in code point order. */
function sortedBindings(values: Readonly<Record<string, Nix>>): readonly Binding[] {
  return Object.entries(values)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => bind([key], value));
}

/** `a.b = value;`, with a comment above it if given. */
export const bind = (path: readonly string[], value: Nix, comment?: string): Binding => ({
  kind: 'value',
  path,
  value,
  ...(comment === undefined ? {} : { comment }),
});

/** The same binding with an empty line above it. */
export const spaced = (binding: Binding): Binding =>
  binding.kind === 'value' ? { ...binding, spaced: true } : binding;

/** `inherit (from) a b;`, names in code point order. */
export const inherit = (names: readonly string[], from?: Nix): Binding => ({
  kind: 'inherit',
  names: names.toSorted(),
  ...(from === undefined ? {} : { from }),
});

/** `let … in body`; without bindings, the body. */
export const letIn = (bindings: readonly Binding[], body: Nix): Nix =>
  bindings.length === 0 ? body : { kind: 'let', bindings, body };

/** `if condition then … else …`. */
export const ifElse = (condition: Nix, then: Nix, otherwise: Nix): Nix => ({ kind: 'if', condition, then, otherwise });

/** `left operator right`. */
export const binary = (left: Nix, operator: '!=' | '+' | '++' | '//' | '==' | '||', right: Nix): Nix => ({
  kind: 'binary',
  operator,
  left,
  right,
});

/** Adjacent texts as one, without empty ones, so that an escape never depends on where a text was cut. */
function merged(parts: readonly StringPart[]): readonly StringPart[] {
  const joined: StringPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  return joined;
}

/** The variables that an expression names, whether or not it binds them itself. */
export function namesIn(expression: Nix): ReadonlySet<string> {
  switch (expression.kind) {
    case 'name':
      return new Set([expression.name]);
    case 'binary':
      return union([expression.left, expression.right]);
    case 'call':
      return union([expression.fn, ...expression.args]);
    case 'if':
      return union([expression.condition, expression.then, expression.otherwise]);
    case 'lambda':
      return namesIn(expression.body);
    case 'let':
      return new Set([...namesInBindings(expression.bindings), ...namesIn(expression.body)]);
    case 'list':
      return union(expression.items);
    case 'select':
      return union([expression.from, ...expression.path, ...(expression.or === undefined ? [] : [expression.or])]);
    case 'set':
      return namesInBindings(expression.bindings);
    case 'string':
    case 'text':
      return union(expression.parts);
    case 'path':
      return new Set();
  }
}

const union = (parts: readonly StringPart[]): ReadonlySet<string> =>
  new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [...namesIn(part)])));

const namesInBindings = (bindings: readonly Binding[]): ReadonlySet<string> =>
  new Set(
    bindings.flatMap((binding) => {
      if (binding.kind === 'value') return [...namesIn(binding.value)];
      return binding.from === undefined ? binding.names : [...namesIn(binding.from)];
    }),
  );
