import type { ModelRunner, ModelScript } from '@mkcross/composer';
import { holesOf } from '@mkcross/composer';
import type { TextFile, Triple, Value } from '@mkcross/core';
import { assignments, fillValue, type Fill } from './fill-value.ts';
import { isInShell } from './shell-choice.ts';
import { binFolder, runnerName, scriptPath, standInFolder, textPath, toolPath } from './state-folder.ts';

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

/** Every file that a shell's variables and programs name. */
export function hostFiles(fill: Fill, values: readonly Value[]): readonly HostFile[] {
  const scripts = scriptsOf(fill).map((script) => scriptFile(fill, scriptPath(fill.folders, script.name), script));
  const runners = runnersOf(fill).map(([triple, runner]) =>
    scriptFile(fill, scriptPath(fill.folders, runnerName(triple)), runnerScript(runner)),
  );
  const texts = textsOf([...values, ...scriptsOf(fill).flatMap(({ values: of }) => Object.values(of))]).map(
    ({ name, content }) => ({ path: textPath(fill.folders, name), text: fillValue(fill, content), executable: false }),
  );
  return byPath([...scripts, ...runners, ...texts, ...toolFiles(fill), ...standIns(fill)]);
}

/** The programs of a shell: its scripts and runners, and what must be found before others of its name. */
export function hostLinks(fill: Fill): readonly HostLink[] {
  const { model, places, folders } = fill;
  const own = [...scriptsOf(fill).map(({ name }) => name), ...runnersOf(fill).map(([triple]) => runnerName(triple))];
  const packages = model.packages.filter((one) => isInShell(model, fill.choice, one)).flatMap(({ tool }) => tool ?? []);
  const brought = packages.flatMap((tool): readonly HostLink[] => {
    const place = places.tools[tool];
    const { nix, host } = model.tools[tool] ?? {};
    if (place === undefined || typeof nix?.program !== 'string') return [];
    const itself = { name: nix.program, to: toolPath(folders, model, places, tool) };
    if (place.by !== 'path') return [itself];
    const beside = place.path.slice(0, place.path.lastIndexOf('/'));
    return [itself, ...(host?.brings ?? []).map((name) => ({ name, to: `${beside}/${name}` }))];
  });
  const links = [...own.map((name) => ({ name, to: scriptPath(folders, name) })), ...brought];
  return [...new Map(links.map((link) => [link.name, link])).values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder of a shell's links. */
export const linksFolder = ({ folders, choice }: Fill): string => binFolder(folders, choice);

function scriptsOf({ model, choice }: Fill): readonly ModelScript[] {
  return model.scripts.filter((script) => isInShell(model, choice, script));
}

function runnersOf({ model, choice }: Fill): readonly (readonly [Triple, ModelRunner])[] {
  return choice.targets.flatMap((triple) => {
    const runner = model.targets[triple]?.runner;
    return runner === undefined || !isInShell(model, choice, runner) ? [] : [[triple, runner] as const];
  });
}

function runnerScript({ script, runtime }: ModelRunner): ModelScript {
  const folders = runtime.flatMap((hole, index): Value => [...(index === 0 ? [] : [':']), hole]);
  return { ...script, values: { ...script.values, MKCROSS_RUNTIME_PATH: folders } };
}

function scriptFile(fill: Fill, path: string, { values, body }: Pick<ModelScript, 'body' | 'values'>): HostFile {
  return { path, text: `#!${fill.places.bash}\n${assignments(fill, values)}${ended(body)}`, executable: true };
}

/** Scripts that wrap tools, and those that say how a missing one is installed. */
function toolFiles(fill: Fill): readonly HostFile[] {
  const { model, places, folders } = fill;
  return Object.entries(places.tools).flatMap(([tool, place]) => {
    const path = toolPath(folders, model, places, tool);
    if (place.by === 'nobody') {
      const body = 'echo "mkcross: $message" >&2\nexit 127\n';
      return [scriptFile(fill, path, { values: { message: place.message }, body })];
    }
    if (place.by !== 'path' || place.wrapper === undefined) return [];
    return [scriptFile(fill, path, { values: { program: place.path }, body: place.wrapper })];
  });
}

function standIns({ model, folders }: Fill): readonly HostFile[] {
  return Object.entries(model.libraries).flatMap(([library, { host }]) =>
    (host.standIn ?? []).map((name) => ({
      path: `${standInFolder(folders, library)}/${name}`,
      text: emptyArchive,
      executable: false,
    })),
  );
}

function textsOf(values: readonly Value[]): readonly TextFile[] {
  return values.flatMap(holesOf).flatMap((hole) => ('text' in hole ? [hole.text] : []));
}

const byPath = (files: readonly HostFile[]) =>
  [...new Map(files.map((file) => [file.path, file])).values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));

const ended = (body: string) => (body.endsWith('\n') ? body : `${body}\n`);
