import { createHash } from 'node:crypto';

/** The kinds of what a project runs or sets, in the order in which they are shown, with their headings. */
export const trustKinds = {
  variable: 'Variables',
  hook: 'Hooks',
  script: 'Programs that are scripts of the project',
  tool: 'Programs that the shell calls, in the project or by its plugins',
  toolchain: 'Toolchains and homes of tools in the project',
  plugin: 'Plugins of the project',
  setting: 'Settings',
  nix: 'Files that Nix evaluates and builds',
  git: 'Settings of git, which Nix calls',
  cargo: 'Settings of cargo',
  folder: 'Settings of cargo and rustup in folders of the project',
  build: 'Build of the project',
} as const;

/** The kind of an item. */
export type TrustKind = keyof typeof trustKinds;

/** When something of a project takes effect: in every shell, in shells that Nix makes, or with `mkcross verify`. */
export type TrustPhase = 'enter' | 'nix' | 'verify';

/** One thing that a project runs, or sets for programs that run. */
export interface TrustItem {
  readonly kind: TrustKind;
  /** Unique in its kind. */
  readonly name: string;
  readonly phase: TrustPhase;
  /** What it is, as a person reads it: a value, a script, what a file is for. */
  readonly text: string;
  /** The SHA-256 hash of all that it consists of. */
  readonly digest: string;
}

/** An item; `content` is all that it consists of, as JSON can hold it. */
export const trustItem = (item: Omit<TrustItem, 'digest'>, content: unknown = item.text): TrustItem => ({
  ...item,
  digest: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
});

/** An item as messages name it: `variable LD_PRELOAD`. */
export const itemLabel = ({ kind, name }: Pick<TrustItem, 'kind' | 'name'>): string => `${kind} ${name}`;
