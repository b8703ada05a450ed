import { join } from 'node:path';
import {
  officialPlugins,
  packageOf,
  parseConfig,
  parseToolchain,
  type Config,
  type GeneratedFile,
} from '@mkcross/composer';
import { readProject } from '@mkcross/composer/node';
import type { Finding } from '@mkcross/core';
import { detect, isReadForDetection, projectMarkers } from '../init/detect.ts';
import { enabledPlugins, pluginsOf } from '../init/enabled-plugins.ts';
import { blockFiles, editorSetting, type Extras, type ProjectPlugins } from '../init/extras.ts';
import { applyChanges, isTaken, listFiles, readExactly, unreadable, type FileChange } from '../init/folder.ts';
import { propose, wineAdvice } from '../init/propose.ts';
import type { Language } from '../init/languages.ts';
import { starterFiles } from '../init/starters.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import { projectToWrite, type CommandContext } from '../command-context.ts';
import { allowWritten } from '../trust/allow-written.ts';
import { findings } from '../findings/index.ts';

const configFile = 'mkcross.toml';

/** What `mkcross init` is asked for. */
export interface InitOptions extends Extras {
  readonly json: boolean;
  /** The language of a first project to write. */
  readonly language?: Language | undefined;
  /** Takes the blocks of `direnv` and `gitignore` out, and does nothing else. */
  readonly remove: boolean;
}

/** A step of init: what it changes, and what there is to say. */
interface Step {
  readonly changes: readonly FileChange[];
  readonly notes: readonly string[];
  readonly found: readonly Finding[];
}

/** A new project's step, with what the further ones need to know. */
interface Start extends Step {
  readonly project?: ProjectPlugins | undefined;
  readonly install?: readonly string[];
  /** The configuration that it writes. */
  readonly config?: Config | undefined;
}

/**
 * Writes a first mkcross.toml, a rust-toolchain.toml where a cargo project has none, and what else is asked for: all of
 * it or nothing. Overwrites nothing; of .envrc and .gitignore it changes its own block alone.
 */
export async function init(context: CommandContext, options: InitOptions): Promise<number> {
  const start: Start = options.remove ? { changes: [], notes: [], found: [] } : await startOf(context, options);
  if (start.found.length > 0) return report(context, options.json, { found: start.found });
  const blocks = await blockChanges(context, options, start.project);
  const editor = await editorChange(context, options, start.project);
  const changes = [...start.changes, ...blocks.changes, ...editor.changes];
  if (blocks.found.length > 0) return report(context, options.json, { found: blocks.found });
  // Before it is written: when mkcross.toml is there, init cannot be run again.
  if (start.config !== undefined) await allowWritten(context, start.config);
  const found = await applyChanges(projectToWrite(context, context.folder), inOrder(changes));
  if (found.length > 0) return report(context, options.json, { found });
  const done = (state: string) => changes.filter((change) => stateOf(change) === state).map(({ path }) => path);
  const notes = [...start.notes, ...editor.notes];
  const { install } = start;
  const allows = !options.remove && [...done('wrote'), ...done('changed')].includes('.envrc');
  const next = [
    ...(install === undefined ? [] : [`npm install --save-dev ${install.join(' ')}`, entering(context)]),
    ...(allows ? ['direnv allow'] : []),
  ];
  const text = [
    ...changes.map((change) => `${stateOf(change)} ${change.path}\n`),
    ...notes,
    ...next.map((line, index) => `${index === 0 ? 'next: ' : '      '}${line}\n`),
  ].join('');
  const data = {
    written: done('wrote'),
    changed: done('changed'),
    removed: done('removed'),
    ...(install === undefined ? {} : { install }),
    notes,
  } satisfies CommandData<'init'>;
  return report(context, options.json, { data, text, found: [] });
}

/** The changes with mkcross.toml as the last: without it, init can be run again after it was cut off. */
const inOrder = (changes: readonly FileChange[]): readonly FileChange[] =>
  changes.toSorted((a, b) => Number(a.path === configFile) - Number(b.path === configFile));

function stateOf({ before, after }: FileChange): 'changed' | 'removed' | 'unchanged' | 'wrote' {
  if (before === after) return 'unchanged';
  if (after === undefined) return 'removed';
  return before === undefined ? 'wrote' : 'changed';
}

/** The project that is there, which extras alone may be added to, or a new one. */
async function startOf(context: CommandContext, options: InitOptions): Promise<Start> {
  if (!(await isTaken(context.files, join(context.folder, configFile)))) return newProject(context, options.language);
  const extras = options.direnv || options.gitignore || options.editor;
  if (options.language !== undefined || !extras)
    return { changes: [], notes: [], found: [findings.FILE_EXISTS({ file: configFile }, { file: configFile })] };
  const { project, found } = await readProject(context.files, context.folder);
  if (project === undefined) return { changes: [], notes: [], found };
  return { changes: [], notes: [], found, project: { project, plugins: await pluginsOf(context, project) } };
}

/** The commands that make the shell, and enter it or show that it works. */
const entering = ({ machine }: CommandContext): string =>
  machine.find('nix') === undefined
    ? 'npx mkcross doctor --fix && npx mkcross verify'
    : 'npx mkcross generate && nix develop';

async function newProject(context: CommandContext, language: Language | undefined): Promise<Start> {
  const failed = (found: readonly Finding[]): Start => ({ changes: [], notes: [], found });
  const starters = language === undefined ? [] : starterFiles(language);
  const read = await readFiles(context, starters);
  if (read.found.length > 0) return failed(read.found);
  const { detected, found } = detect(read);
  if (detected === undefined) return failed(found);
  if (detected.buildSystems.length === 0)
    return failed([findings.LANGUAGE_UNKNOWN({ folder: context.folder, markers: projectMarkers })]);
  const proposal = propose(detected, context.machine.system ?? 'x86_64-linux');
  const { plugins, config, toolchain } = proposal;
  const files = [config, ...(toolchain === undefined ? [] : [toolchain]), ...starters];
  const { changes, found: taken } = await newFiles(context, files);
  if (taken.length > 0) return failed(taken);
  const { parsed, found: wrong } = parseConfig(config.text);
  const toolchainText = toolchain?.text ?? read.texts['rust-toolchain.toml'];
  const parsedToolchain = toolchainText === undefined ? undefined : parseToolchain(toolchainText).toolchain;
  const hasCargo = detected.cargo || !detected.buildSystems.some(({ builds }) => builds === 'rust');
  const cargoless = hasCargo ? [] : ['note: there is no Cargo.toml yet; "cargo init" creates one\n'];
  return {
    changes,
    notes: [...wineAdvice(detected, proposal), ...cargoless],
    found: wrong,
    config: parsed?.config,
    install: ['mkcross', ...plugins.map((id) => packageOf(id))],
    project: parsed && {
      project: { ...parsed, ...(parsedToolchain === undefined ? {} : { toolchain: parsedToolchain }) },
      plugins: enabledPlugins(plugins, officialPlugins),
    },
  };
}

/** The project's files, with those that a starter will add. */
async function readFiles(context: CommandContext, starters: readonly GeneratedFile[]) {
  const texts: Record<string, string> = Object.fromEntries(starters.map(({ path, text }) => [path, text]));
  const found: Finding[] = [];
  const paths = await listFiles(context.files, context.folder);
  for (const path of paths.filter(isReadForDetection)) {
    try {
      texts[path] = await context.files.read(join(context.folder, path));
    } catch (error) {
      found.push(unreadable(path, error));
    }
  }
  return { paths: [...new Set([...paths, ...starters.map(({ path }) => path)])], texts, found };
}

/** The files to write. One that is there is in the way, unless an init that was cut off wrote it. */
async function newFiles(
  { files, folder }: CommandContext,
  wanted: readonly GeneratedFile[],
): Promise<Pick<Step, 'changes' | 'found'>> {
  const all = await Promise.all(
    wanted.map(async ({ path, text }): Promise<FileChange | Finding> => {
      const before = await readExactly(files, folder, path);
      if (before === undefined) return { path, after: text };
      return before === text ? { path, before, after: text } : findings.FILE_EXISTS({ file: path }, { file: path });
    }),
  );
  return {
    changes: all.flatMap((one) => ('code' in one ? [] : [one])),
    found: all.flatMap((one) => ('code' in one ? [one] : [])),
  };
}

async function blockChanges(
  context: CommandContext,
  extras: Extras,
  project: ProjectPlugins | undefined,
): Promise<Step> {
  const changes: FileChange[] = [];
  const found: Finding[] = [];
  for (const { path, edit } of blockFiles(extras, project)) {
    const before = await readExactly(context.files, context.folder, path);
    const edited = typeof before === 'object' ? before : edit(before);
    if ('code' in edited) found.push(edited);
    else if (typeof before !== 'object')
      changes.push({
        path,
        ...(before === undefined ? {} : { before }),
        ...(edited.text === undefined ? {} : { after: edited.text }),
      });
  }
  return { changes, notes: [], found };
}

/** Settings of an editor are the user's own: once they have some, the line is only named. */
async function editorChange(
  context: CommandContext,
  { editor }: Extras,
  project: ProjectPlugins | undefined,
): Promise<Step> {
  const none: Step = { changes: [], notes: [], found: [] };
  if (!editor || project === undefined) return none;
  const path = '.vscode/settings.json';
  const setting = editorSetting(project);
  if (setting === undefined)
    return { ...none, notes: [`note: ${path} needs nothing: nothing here makes cargo build for another target\n`] };
  const after = `{\n  ${setting}\n}\n`;
  const before = await readExactly(context.files, context.folder, path);
  if (before === after) return { ...none, changes: [{ path, before, after }] };
  if (before !== undefined)
    return {
      ...none,
      notes: [`note: ${path} is there already and left as it is; it may want this line:\n    ${setting}\n`],
    };
  return { ...none, changes: [{ path, after }] };
}
