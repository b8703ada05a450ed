import type { Finding, Target } from '@mkcross/core';
import type { ModelLibrary, ModelProgram, ModelTool, Scoped } from '../model.ts';
import type { Catalog } from './catalog.ts';

/** What is known of a project's plugins, and what has been resolved from them so far: tools, libraries and scripts that something names. */
export interface Resolver {
  readonly catalog: Catalog;
  readonly tools: Map<string, ModelTool>;
  readonly libraries: Map<string, ModelLibrary>;
  /** Programs that stand for scripts which texts name, by name. */
  readonly scripts: Map<string, ModelProgram>;
  readonly found: Finding[];
}

/** Where a text stands, for what it may name. */
export interface Setting {
  /** Where the text applies, and its plugin. */
  readonly scope: Scoped;
  /** The target that it is used for; undefined for what is in every shell. */
  readonly target?: Target;
  /** Programs of the toolchain that it is used with: names on PATH by role. */
  readonly programs?: Readonly<Partial<Record<string, string>>>;
}
