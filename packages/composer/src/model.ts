import type {
  NixLibrary,
  FlakeInput,
  HookStage,
  HostSystem,
  Library,
  LibraryHole,
  NixPackage,
  Tool,
  Triple,
  Value,
  VerifyStep,
} from '@mkcross/core';
import type { DefaultTarget } from './config/config.ts';

/** The version of the shell model's shape. */
export const SCHEMA_VERSION = 1;

/** Who put something there: a plugin's id, or the place in the user's config, `mkcross.toml:12:1`. */
export type Owner = string;

/**
 * Everything about the shells of one project, merged and checked: plain JSON. All that renders reads this and nothing
 * else. Names of tools and libraries are those of their owners, with the owner's id before them: `rust-musl/cc`.
 */
export interface ShellModel {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly nixpkgs: { readonly url: string; readonly from: Owner };
  readonly defaultTarget: { readonly value: DefaultTarget; readonly from: Owner };
  /** Whether the targets, and so the default one, are read from rust-toolchain.toml. */
  readonly toolchainFile: boolean;
  /** What each machine builds for; sorted, the host itself not among them unless it was selected. */
  readonly systems: Readonly<
    Partial<Record<HostSystem, { readonly host: Triple; readonly targets: readonly Triple[] }>>
  >;
  readonly targets: Readonly<Record<Triple, ModelTarget>>;
  readonly flakes: Readonly<Record<string, FlakeInput & { readonly from: Owner }>>;
  readonly tools: Readonly<Record<string, Tool & { readonly from: Owner }>>;
  readonly libraries: Readonly<Record<string, ModelLibrary & { readonly from: Owner }>>;
  readonly packages: readonly ModelPackage[];
  /** Folders appended to PATH: those of these tools. */
  readonly path: readonly (Scoped & { readonly tool: string; readonly why: string })[];
  readonly scripts: readonly (Scoped & ModelScript)[];
  readonly env: Readonly<Record<string, ModelEntry>>;
  readonly hooks: readonly ModelHook[];
}

/** Whose something is and where it applies: in every shell, or in those that build for one of `targets`; on all systems, or on some. */
export interface Scoped {
  readonly from: Owner;
  readonly targets?: readonly Triple[];
  readonly systems?: readonly HostSystem[];
}

/** An input of the shells. */
export interface ModelPackage extends Scoped {
  readonly package: NixPackage;
  /** The tool that it is the package of; none for what the user's config lists. */
  readonly tool?: string;
  readonly why: string;
}

/** A target of the shells, or the host. */
export interface ModelTarget {
  /** The plugins that build for it. */
  readonly from: readonly Owner[];
  readonly systems: readonly HostSystem[];
  /** Systems that start its programs without help. */
  readonly runsOn: readonly HostSystem[];
  readonly runner?: ModelRunner;
  readonly verification: readonly (VerifyStep & { readonly from: Owner })[];
}

/** How programs of a target are started. */
export interface ModelRunner extends Scoped {
  readonly script: ModelScript;
  /** Folders of shared libraries that the target's programs need. */
  readonly runtime: readonly LibraryHole[];
  readonly why: string;
}

/** A script, its values' names qualified. */
export interface ModelScript {
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly body: string;
}

/** A merged variable. */
export type ModelEntry = ModelList | ModelScalar;

/** A variable with one value. */
export interface ModelScalar extends Scoped {
  readonly kind: 'default' | 'set';
  readonly value: Value;
  readonly why: string;
  /** Others who say the same. */
  readonly agreeing: readonly Owner[];
  /** What lost: to the user's config, or a `default` to a `set`. */
  readonly overridden: readonly { readonly from: Owner; readonly value: Value }[];
}

/** A variable that values are added to. */
export interface ModelList {
  readonly kind: 'list';
  readonly separator: ' ' | ':' | ';';
  readonly prepend: readonly ListPart[];
  readonly append: readonly ListPart[];
}

/** What one owner adds. */
export type ListPart = Scoped & { readonly values: readonly Value[]; readonly why: string };

/** A hook, in the order in which hooks run. */
export interface ModelHook extends Scoped {
  readonly id: string;
  readonly stage: HookStage;
  readonly values: Readonly<Record<string, Value>>;
  readonly body: string;
  readonly why: string;
  /** Paths in the project of what it reads and leaves, for those who run hooks before each command. */
  readonly once?: readonly [string, ...string[]];
}

/** A library of a plugin's, or one that mkcross.toml lists: of a package, or in a folder of the project. */
export interface ModelLibrary extends Omit<Library, 'nix'> {
  readonly nix: Omit<NixLibrary, 'package'> & { readonly package: NixPackage | ProjectFolder };
  /** Folders that begin with `./` are below the project's root. */
  readonly host: Library['host'];
}

/** A folder of the project with `include`, `lib`, `lib/pkgconfig` and `bin`, as far as it has them. */
export interface ProjectFolder {
  /** As Nix writes its path: `./vendor/windows`. */
  readonly folder: string;
}
