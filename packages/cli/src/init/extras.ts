import type { PluginSummary, Project } from '@mkcross/composer';
import type { Finding } from '@mkcross/core';
import { editBlock, type EditedFile } from './marked-block.ts';

/** What `mkcross init` does besides mkcross.toml, where asked. */
export interface Extras {
  readonly direnv: boolean;
  readonly gitignore: boolean;
  readonly editor: boolean;
}

/** A file in which mkcross keeps a marked block: how it is to be, by how it is. */
export interface BlockFile {
  readonly path: string;
  readonly edit: (text: string | undefined) => EditedFile | Finding;
}

/** A project and its enabled plugins. */
export interface ProjectPlugins {
  readonly project: Project;
  readonly plugins: readonly PluginSummary[];
}

/** The blocks that extras keep; without a project, the blocks taken out. */
export function blockFiles({ direnv, gitignore }: Extras, project: ProjectPlugins | undefined): readonly BlockFile[] {
  const file = (
    path: string,
    wanted: (outside: readonly string[], of: ProjectPlugins) => readonly string[],
  ): BlockFile => ({
    path,
    edit: (text) => editBlock(path, text, (outside) => (project === undefined ? [] : wanted(outside, project))),
  });
  return [...(direnv ? [file('.envrc', direnvLines)] : []), ...(gitignore ? [file('.gitignore', ignoredLines)] : [])];
}

/**
 * The shell, entered anew when a file changes that it follows from; nix-direnv compares it with these too. A shell of another flake or with
 * options is the user's choice, and stays the only one.
 */
function direnvLines(outside: readonly string[], { project }: ProjectPlugins): readonly string[] {
  if (outside.some((line) => /^\s*use[ \t]+flake\b/.test(line))) return [];
  return [
    'watch_dir mkcross',
    ...(project.toolchain === undefined ? [] : ['watch_file rust-toolchain.toml']),
    'use flake',
  ];
}

/** Lines for what the shells keep in the project, but for folders that the user has listed. */
function ignoredLines(outside: readonly string[], project: ProjectPlugins): readonly string[] {
  const listed = new Set(outside.map((line) => line.trim().replace(/^\/|\/\*?$/g, '')));
  return keptFolders(project)
    .filter((folder) => !listed.has(folder))
    .flatMap((folder) => {
      const pattern = `/${folder.replaceAll(/[\\*?[]/g, '\\$&')}/`;
      // cargo's home, yet also where a project keeps its own settings of cargo.
      return folder === '.cargo' ? [`${pattern}*`, `!${pattern}config.toml`] : [pattern];
    });
}

/** Folders in which shells keep things: those that variables of plugins name, and direnv's. */
function keptFolders({ project: { config }, plugins }: ProjectPlugins): readonly string[] {
  const folders = plugins.flatMap(({ id, folders: own }) =>
    own.map(({ path, option }) => {
      const configured = option === undefined ? undefined : config.plugin[id]?.[option];
      return typeof configured === 'string' ? configured.replace(/^\.\/|\/$/g, '') : path;
    }),
  );
  return [...new Set(folders), '.direnv'];
}

/** The setting of rust-analyzer that has it look at the target that cargo builds; undefined where that is the host. */
export function editorSetting({ project: { config, toolchain }, plugins }: ProjectPlugins): string | undefined {
  const { defaultTarget } = config;
  const target = defaultTarget === 'first' ? (config.targets ?? toolchain?.targets ?? [])[0] : defaultTarget;
  const compilesRust = plugins.some(({ toolchains }) => toolchains.some(({ languages }) => languages.includes('rust')));
  if (!compilesRust || target === undefined || target === false) return undefined;
  return `"rust-analyzer.cargo.target": ${JSON.stringify(target)}`;
}
