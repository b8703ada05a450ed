/** A program that others have published, and how it is built and put to work for each target. */
export interface PublishedProgram {
  /** Its name in the table and on the command line. */
  readonly name: string;
  /** Where its sources come from, of which nothing is changed: a source package of Debian, or a crate that cargo fetches itself. */
  readonly source: { readonly debian: string } | { readonly crate: string; readonly version: string };
  /** Language and build system, for the table. */
  readonly by: string;
  readonly backends: readonly Backend[];
  /** What stands in the project's folder by path: mkcross.toml, rust-toolchain.toml. The sources are beside it in `source`. */
  readonly files: Readonly<Record<string, string>>;
  /** Run once before the shell is entered, in `source`: what makes `configure` where it is not published. */
  readonly prepare?: readonly [string, ...string[]];
  readonly builds: readonly PublishedBuild[];
}

/** Who makes the shell. */
export type Backend = 'host' | 'nix';

/** One program for one target. */
export interface PublishedBuild {
  readonly target: string;
  /** Bash, in the project's folder and shell. */
  readonly build: string;
  /** What it leaves, relative to the project's folder. */
  readonly binary: string;
  /** Bash that gives it real work and fails where the work is not done; `$program` is how it is started. What it prints is for the table. */
  readonly work: string;
  /** That its sources do not build for this target: why, and what the build says then. */
  readonly fails?: { readonly says: string; readonly why: string };
}
