import { compose, type Project, type ShellModel } from '@mkcross/composer';
import { findRoot, loadPlugins, readProject, type LoadedPlugin } from '@mkcross/composer/node';
import type { Finding, ToolchainPlugin } from '@mkcross/core';
import type { CommandContext } from './command-context.ts';

/** A project as far as it could be read. */
export interface ComposedProject {
  readonly root: string;
  /** Of a shell without a project: the folder from which its plugins were looked up. `root` is then a folder of mkcross' own. */
  readonly lookedUpFrom?: string;
  /** Its `pluginIds` are known once plugins are loaded. */
  readonly project?: Project;
  /** The plugins that were loaded: those that mkcross.toml lists, and those that they require or use. */
  readonly plugins: readonly ToolchainPlugin[];
  /** The files of these plugins, by id. */
  readonly loaded: Readonly<Record<string, LoadedPlugin>>;
  readonly model?: ShellModel;
  readonly found: readonly Finding[];
}

/** Reads the project around the current folder, loads its plugins and composes its shells. All findings at once. */
export async function composeProject(context: CommandContext): Promise<ComposedProject> {
  const { root, found: unowned } = await findRoot(context.files, context.folder, context.machine);
  if (root === undefined) return { root: context.folder, plugins: [], loaded: {}, found: unowned };
  const { project, found } = await readProject(context.files, root);
  if (project === undefined) return { root, plugins: [], loaded: {}, found };
  return composeLoaded(context, { root, project, found });
}

/** Loads the plugins of a project and composes its shells. */
export async function composeLoaded(
  { plugins: sources }: CommandContext,
  { root, project, found }: { readonly root: string; readonly project: Project; readonly found: readonly Finding[] },
): Promise<ComposedProject> {
  const { plugins, loaded, pluginIds, found: loadFindings } = await loadPlugins(project, { ...sources, root });
  const read = { root, project: { ...project, pluginIds }, plugins, loaded };
  const all = [...found, ...loadFindings];
  // Without one of its plugins, a project would have targets that nothing builds.
  if (loadFindings.some(({ severity }) => severity === 'error')) return { ...read, found: all };
  const composition = compose(read.project, plugins);
  return { ...read, ...composition, found: [...all, ...composition.found] };
}
