import type { ModelRunner, ModelScript } from '@mkcross/composer';
import { holesOf } from '@mkcross/composer';
import type { TextFile, Triple, Value } from '@mkcross/core';
import { assignments, renderValue, type RenderContext } from './render-value.ts';
import { isInShell } from './shell-choice.ts';
import { binFolder, runnerName, scriptPath, stubFolder, textPath, toolPath } from './state-folder.ts';

/** A file of a shell: its absolute path and text. */
export interface HostFile {
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

/** A program of a shell under its name: a link in the folder that is first on PATH. */
export interface HostLink {
  readonly name: string;
  readonly to: string;
}

/** An archive without members (ar(5)). */
const emptyArchive = '!<arch>\n';

/** Every file that a shell's variables, hooks and programs refer to; `values` are those of its variables and hooks. */
export function hostFiles(context: RenderContext, values: readonly Value[]): readonly HostFile[] {
  const scripts = [
    ...scriptsOf(context),
    ...runnersOf(context).map(([triple, runner]) => ({ ...runnerScript(runner), name: runnerName(triple) })),
  ];
  const programs = scripts.map((script) => scriptFile(context, scriptPath(context.folders, script.name), script));
  const texts = textsOf([...values, ...scripts.flatMap(({ values: of }) => Object.values(of))]).map(
    ({ name, content }) => ({
      path: textPath(context.folders, name),
      text: renderValue(context, content),
      executable: false,
    }),
  );
  return byPath([...programs, ...texts, ...toolFiles(context), ...stubArchives(context)]);
}

/** The programs of a shell by name: its scripts and runners, and tools that must be found before others of the same name. */
export function hostLinks(context: RenderContext): readonly HostLink[] {
  const { model, locations, folders } = context;
  const own = [
    ...scriptsOf(context).map(({ name }) => name),
    ...runnersOf(context).map(([triple]) => runnerName(triple)),
  ];
  const packages = model.packages
    .filter((one) => isInShell(model, context.choice, one))
    .flatMap(({ tool }) => tool ?? []);
  const tools = packages.flatMap((tool): readonly HostLink[] => {
    const location = locations.tools[tool];
    const { nix, host } = model.tools[tool] ?? {};
    if (location === undefined || typeof nix?.program !== 'string') return [];
    const itself = { name: nix.program, to: toolPath(folders, model, locations, tool) };
    if (location.status !== 'on-path') return [itself];
    const folder = location.path.slice(0, location.path.lastIndexOf('/'));
    return [itself, ...(host?.brings ?? []).map((name) => ({ name, to: `${folder}/${name}` }))];
  });
  const links = [...own.map((name) => ({ name, to: scriptPath(folders, name) })), ...tools];
  return [...new Map(links.map((link) => [link.name, link])).values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder of a shell's links. */
export const linksFolder = ({ folders, choice }: RenderContext): string => binFolder(folders, choice);

function scriptsOf({ model, choice }: RenderContext): readonly ModelScript[] {
  return model.scripts.filter((script) => isInShell(model, choice, script));
}

function runnersOf({ model, choice }: RenderContext): readonly (readonly [Triple, ModelRunner])[] {
  return choice.targets.flatMap((triple) => {
    const runner = model.targets[triple]?.runner;
    return runner === undefined || !isInShell(model, choice, runner) ? [] : [[triple, runner] as const];
  });
}

function runnerScript({ script, runtime }: ModelRunner): ModelScript {
  const folders = runtime.flatMap((folder, index): Value => [...(index === 0 ? [] : [':']), folder]);
  return { ...script, values: { ...script.values, MKCROSS_RUNTIME_PATH: folders } };
}

function scriptFile(
  context: RenderContext,
  path: string,
  { values, body }: Pick<ModelScript, 'body' | 'values'>,
): HostFile {
  return {
    path,
    text: `#!${context.locations.bash ?? '/bin/bash'}\n${assignments(context, values)}${ended(body)}`,
    executable: true,
  };
}

/** Scripts that wrap tools, and scripts that report how to install a missing one. */
function toolFiles(context: RenderContext): readonly HostFile[] {
  const { model, locations, folders } = context;
  return Object.entries(locations.tools).flatMap(([tool, location]) => {
    const path = toolPath(folders, model, locations, tool);
    if (location.status === 'missing') {
      const body = 'echo "mkcross: $message" >&2\nexit 127\n';
      return [scriptFile(context, path, { values: { message: location.message }, body })];
    }
    if (location.status !== 'on-path' || location.wrapper === undefined) return [];
    return [scriptFile(context, path, { values: { program: location.path }, body: location.wrapper })];
  });
}

function stubArchives({ model, folders }: RenderContext): readonly HostFile[] {
  return Object.entries(model.libraries).flatMap(([library, { host }]) =>
    (host.standIn ?? []).map((name) => ({
      path: `${stubFolder(folders, library)}/${name}`,
      text: emptyArchive,
      executable: false,
    })),
  );
}

function textsOf(values: readonly Value[]): readonly TextFile[] {
  return values.flatMap(holesOf).flatMap((one) => ('text' in one ? [one.text] : []));
}

const byPath = (files: readonly HostFile[]) =>
  [...new Map(files.map((file) => [file.path, file])).values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));

const ended = (body: string) => (body.endsWith('\n') ? body : `${body}\n`);
