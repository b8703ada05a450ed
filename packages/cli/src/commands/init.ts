import { join } from 'node:path';
import { composerFindings, parseConfig, parseToolchain, type Project } from '@mkcross/composer';
import { readProject, type GeneratedFile } from '@mkcross/composer/node';
import type { Finding } from '@mkcross/core';
import { detect, isReadForDetection } from '../init/detect.ts';
import { blockFiles, editorSetting, type Extras } from '../init/extras.ts';
import { applyChanges, isTaken, listFiles, readExactly, reasonOf, type FileChange } from '../init/folder.ts';
import { propose, wineAdvice } from '../init/propose.ts';
import { starterFiles, type Language } from '../init/starters.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import type { World } from '../world.ts';
import { findings } from '../findings/index.ts';

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
  readonly project?: Project | undefined;
  readonly install?: readonly string[];
}

/**
 * Writes a first mkcross.toml, a rust-toolchain.toml where a cargo project has none, and what else is asked for: all of
 * it or nothing. Overwrites nothing; of .envrc and .gitignore it changes its own block alone.
 */
export async function init(world: World, options: InitOptions): Promise<number> {
  const start: Start = options.remove ? { changes: [], notes: [], found: [] } : await startOf(world, options);
  if (start.found.length > 0) return report(world, options.json, { found: start.found });
  const blocks = await blockChanges(world, options, start.project);
  const editor = await editorChange(world, options, start.project);
  const changes = [...start.changes, ...blocks.changes, ...editor.changes];
  const found = blocks.found.length > 0 ? blocks.found : await applyChanges(world.files, world.folder, changes);
  if (found.length > 0) return report(world, options.json, { found });
  const done = (state: string) => changes.filter((change) => stateOf(change) === state).map(({ path }) => path);
  const notes = [...start.notes, ...editor.notes];
  const { install } = start;
  const allows = !options.remove && [...done('wrote'), ...done('changed')].includes('.envrc');
  const next = [
    ...(install === undefined ? [] : [`npm install --save-dev ${install.join(' ')}`, entering(world)]),
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
  return report(world, options.json, { data, text, found: [] });
}

function stateOf({ before, after }: FileChange): 'changed' | 'removed' | 'unchanged' | 'wrote' {
  if (before === after) return 'unchanged';
  if (after === undefined) return 'removed';
  return before === undefined ? 'wrote' : 'changed';
}

/** The project that is there, which extras alone may be added to, or a new one. */
async function startOf(world: World, options: InitOptions): Promise<Start> {
  const config = 'mkcross.toml';
  if (!(await isTaken(join(world.folder, config)))) return newProject(world, options.language);
  const extras = options.direnv || options.gitignore || options.editor;
  if (options.language !== undefined || !extras)
    return { changes: [], notes: [], found: [findings.FILE_EXISTS({ file: config }, { file: config })] };
  return { changes: [], notes: [], ...(await readProject(world.files, world.folder)) };
}

/** The commands that make the shell, and enter it or show that it works. */
const entering = ({ machine }: World): string =>
  machine.find('nix') === undefined
    ? 'npx mkcross doctor --fix && npx mkcross verify'
    : 'npx mkcross generate && nix develop';

async function newProject(world: World, language: Language | undefined): Promise<Start> {
  const failed = (found: readonly Finding[]): Start => ({ changes: [], notes: [], found });
  const starters = language === undefined ? [] : starterFiles(language);
  const read = await readFiles(world, starters);
  if (read.found.length > 0) return failed(read.found);
  const { detected, found } = detect(read);
  if (detected === undefined) return failed(found);
  if (detected.rust === undefined && detected.zig.length === 0 && detected.cc === undefined)
    return failed([findings.LANGUAGE_UNKNOWN({ folder: world.folder })]);
  const { plugins, config, toolchain } = propose(detected);
  const files = [config, ...(toolchain === undefined ? [] : [toolchain]), ...starters];
  const taken = await takenOf(world, files);
  if (taken.length > 0) return failed(taken.map((file) => findings.FILE_EXISTS({ file }, { file })));
  const { parsed, found: wrong } = parseConfig(config.text);
  const toolchainText = toolchain?.text ?? read.texts['rust-toolchain.toml'];
  const parsedToolchain = toolchainText === undefined ? undefined : parseToolchain(toolchainText).toolchain;
  const cargoless = detected.rust?.cargo === false ? ['no Cargo.toml here yet: "cargo init" makes one\n'] : [];
  return {
    changes: files.map(({ path, text }) => ({ path, after: text })),
    notes: [...wineAdvice(detected, plugins), ...cargoless],
    found: wrong,
    install: ['mkcross', ...plugins.map((id) => `@mkcross/${id}`)],
    project: parsed && { ...parsed, ...(parsedToolchain === undefined ? {} : { toolchain: parsedToolchain }) },
  };
}

/** The project's files, with those that a starter will add. */
async function readFiles(world: World, starters: readonly GeneratedFile[]) {
  const texts: Record<string, string> = Object.fromEntries(starters.map(({ path, text }) => [path, text]));
  const found: Finding[] = [];
  const paths = await listFiles(world.folder);
  for (const path of paths.filter(isReadForDetection)) {
    try {
      texts[path] = await world.files.read(join(world.folder, path));
    } catch (error) {
      found.push(composerFindings.CONFIG_UNREADABLE({ file: path, reason: reasonOf(error) }, { file: path }));
    }
  }
  return { paths: [...new Set([...paths, ...starters.map(({ path }) => path)])], texts, found };
}

async function takenOf(world: World, files: readonly GeneratedFile[]): Promise<readonly string[]> {
  const checked = await Promise.all(
    files.map(async ({ path }) => ({ path, taken: await isTaken(join(world.folder, path)) })),
  );
  return checked.filter(({ taken }) => taken).map(({ path }) => path);
}

async function blockChanges(world: World, extras: Extras, project: Project | undefined): Promise<Step> {
  const changes: FileChange[] = [];
  const found: Finding[] = [];
  for (const { path, edit } of blockFiles(extras, project)) {
    const before = await readExactly(world.folder, path);
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
async function editorChange(world: World, { editor }: Extras, project: Project | undefined): Promise<Step> {
  const none: Step = { changes: [], notes: [], found: [] };
  if (!editor || project === undefined) return none;
  const path = '.vscode/settings.json';
  const setting = editorSetting(project);
  if (setting === undefined)
    return { ...none, notes: [`note: ${path} needs nothing: nothing here makes cargo build for another target\n`] };
  if (await isTaken(join(world.folder, path)))
    return {
      ...none,
      notes: [`note: ${path} is there already and left as it is; it may want this line:\n    ${setting}\n`],
    };
  return { ...none, changes: [{ path, after: `{\n  ${setting}\n}\n` }] };
}
