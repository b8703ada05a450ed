import { compose, composerFindings, type Project, type ShellModel } from '@mkcross/composer';
import { findRoot, loadPlugins, readProject } from '@mkcross/composer/node';
import type { Finding, ToolchainPlugin } from '@mkcross/core';
import type { World } from './world.ts';

/** A project as far as it could be read. */
export interface ComposedProject {
  readonly root: string;
  readonly project?: Project;
  readonly plugins: readonly ToolchainPlugin[];
  readonly model?: ShellModel;
  readonly found: readonly Finding[];
}

/** Reads the project around the current folder, loads its plugins and composes its shells. All findings at once. */
export async function composeProject(world: World): Promise<ComposedProject> {
  const root = await findRoot(world.files, world.folder);
  if (root === undefined)
    return { root: world.folder, plugins: [], found: [composerFindings.CONFIG_NOT_FOUND({ folder: world.folder })] };
  const { project, found } = await readProject(world.files, root);
  if (project === undefined) return { root, plugins: [], found };
  const loaded = await loadPlugins(project, world.importerFor(root));
  if (loaded.found.length > 0) return { root, project, plugins: loaded.plugins, found: [...found, ...loaded.found] };
  const composition = compose(project, loaded.plugins);
  return { root, project, plugins: loaded.plugins, ...composition, found: [...found, ...composition.found] };
}
