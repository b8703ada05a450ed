import { placeholdersOf, type BodyValue, type ModelProgram } from '@mkcross/composer';
import { requiredTools } from '../locate/required-tools.ts';
import { assignments, renderValue, type RenderContext } from './render-value.ts';
import { isInShell } from './shell-choice.ts';
import { binFolder, filePath, programPath, stubFolder, toolPath } from './state-folder.ts';

/** A file of a shell: its absolute path and text. */
export interface HostFile {
  readonly path: string;
  readonly text: string;
  readonly executable: boolean;
}

/** A symbolic link of a shell: its absolute path, and what it leads to. */
export interface HostLink {
  readonly path: string;
  readonly to: string;
}

/** An archive without members (ar(5)). */
const emptyArchive = '!<arch>\n';

/** Every file that a shell's variables, hooks and programs refer to, sorted by path. */
export function hostFiles(context: RenderContext): readonly HostFile[] {
  const programs = programsOf(context).flatMap((program): readonly HostFile[] => {
    const path = programPath(context.folders, program.name);
    if ('body' in program) return [scriptFile(context, path, program)];
    const script = isCalledByScript(context, program);
    return script
      ? [scriptFile(context, path, { values: { program: program.link }, body: 'exec "$program" "$@"' })]
      : [];
  });
  return byPath([...programs, ...generatedFiles(context), ...toolFiles(context), ...stubArchives(context)]);
}

/** The programs that are links to tools, and the links in the shell's folder of programs; sorted by path. */
export function hostLinks(context: RenderContext): readonly HostLink[] {
  const { model, locations, folders, choice } = context;
  const programs = programsOf(context);
  const itself = programs.flatMap((program): readonly HostLink[] =>
    'body' in program || isCalledByScript(context, program)
      ? []
      : [{ path: programPath(folders, program.name), to: renderValue(context, program.link) }],
  );
  const packages = model.packages.filter((one) => isInShell(model, choice, one)).flatMap(({ tool }) => tool ?? []);
  const tools = packages.flatMap((tool): readonly (readonly [string, string])[] => {
    const location = locations.tools[tool];
    const program = model.tools[tool]?.nix.program;
    if (location === undefined || typeof program !== 'string') return [];
    const folder = 'path' in location ? location.path.slice(0, location.path.lastIndexOf('/')) : '';
    const beside = location.status === 'found' ? (location.beside ?? []) : [];
    return [
      [program, toolPath(folders, model, locations, tool)],
      ...beside.map((name) => [name, `${folder}/${name}`] as const),
    ];
  });
  const named = new Map([...tools, ...programs.map(({ name }) => [name, programPath(folders, name)] as const)]);
  const bin = binFolder(folders, choice);
  return byPath([...itself, ...[...named].map(([name, to]) => ({ path: `${bin}/${name}`, to }))]);
}

/** The programs of a shell. */
const programsOf = ({ model, choice }: Pick<RenderContext, 'choice' | 'model'>): readonly ModelProgram[] =>
  model.programs.filter((program) => isInShell(model, choice, program));

type LinkProgram = Extract<ModelProgram, { readonly link: unknown }>;

/** Whether a program under another name or in another folder could do something else than the tool that it leads to. */
function isCalledByScript(context: RenderContext, { name, link }: LinkProgram): boolean {
  const tool = toolOf(context, link);
  const location = tool === undefined ? undefined : context.locations.tools[tool];
  return location?.status === 'found' && location.dependsOnName === true && !location.path.endsWith(`/${name}`);
}

/** The tool that a link leads to, through the links of other programs. */
function toolOf(context: RenderContext, link: LinkProgram['link']): string | undefined {
  const [only] = placeholdersOf(link);
  if (only === undefined) return undefined;
  if ('tool' in only) return only.tool;
  const next = 'program' in only ? programsOf(context).find(({ name }) => name === only.program) : undefined;
  return next !== undefined && 'link' in next ? toolOf(context, next.link) : undefined;
}

function scriptFile(
  context: RenderContext,
  path: string,
  { values, body }: { readonly values: Readonly<Record<string, BodyValue>>; readonly body: string },
): HostFile {
  return {
    path,
    text: `#!${context.locations.bash ?? '/bin/bash'}\n${assignments(context, values)}${ended(body)}`,
    executable: true,
  };
}

function generatedFiles(context: RenderContext): readonly HostFile[] {
  const { model, choice, folders } = context;
  return [...requiredTools(model, choice).files].flatMap((name) => {
    const file = model.files[name];
    if (file === undefined) return [];
    return [{ path: filePath(folders, name), text: renderValue(context, file.content), executable: false }];
  });
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
    if (location.status !== 'found' || location.wrapper === undefined) return [];
    return [scriptFile(context, path, { values: { program: location.path }, body: location.wrapper })];
  });
}

function stubArchives({ model, folders, locations }: RenderContext): readonly HostFile[] {
  return Object.entries(model.libraries).flatMap(([library, { stubArchives: names = [] }]) =>
    locations.libraries[library]?.dirs.lib === undefined
      ? names.map((name) => ({
          path: `${stubFolder(folders, library, 'lib')}/${name}`,
          text: emptyArchive,
          executable: false,
        }))
      : [],
  );
}

const byPath = <Item extends { readonly path: string }>(items: readonly Item[]): readonly Item[] =>
  [...new Map(items.map((item) => [item.path, item])).values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));

const ended = (body: string) => (body.endsWith('\n') ? body : `${body}\n`);
