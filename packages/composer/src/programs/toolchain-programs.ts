import type { ResolvedToolchain } from '@mkcross/build-systems';
import type { Program, Ref, Role, Target, ToolchainBody } from '@mkcross/core';
import type { BodyValue, ModelPlaceholder, ModelProgram, Scoped, Value } from '../model.ts';
import { libraryKey } from '../resolve/libraries.ts';
import { ownerOf } from '../resolve/catalog.ts';
import type { Resolver, Setting } from '../resolve/resolver.ts';
import { joinText, report, resolveScript, resolveTexts } from '../resolve/text.ts';
import { toolKey } from '../resolve/tools.ts';
import compilerArguments from './compiler-arguments.sh';
import { compilerKey, compilerTool } from './compiler-tools.ts';
import type { Launchers } from './launchers.ts';
import linkerArguments from './linker-arguments.sh';
import { namesOnPath, plainNames } from './program-names.ts';
import start from './start.sh';

/** A chosen toolchain, and under what names its programs are on PATH. */
export interface ToolchainUse {
  readonly ref: Ref;
  readonly body: ToolchainBody;
  readonly target: Target;
  readonly isHost: boolean;
  /** "" for the toolchain with the plain names; `rust-` for that of Rust where C has another. */
  readonly infix: string;
  /** Keys of the libraries that the user lists. */
  readonly userLibraries: readonly string[];
  readonly launchers: Launchers;
}

/** A toolchain as adapters get it, and its programs. */
export interface UsedToolchain {
  readonly resolved: ResolvedToolchain;
  readonly programs: readonly ModelProgram[];
  readonly setting: Setting;
}

type Content =
  { readonly link: Value } | { readonly values: Readonly<Record<string, BodyValue>>; readonly body: string };

/** Resolves a toolchain for its target: names of programs, flags, libraries. Its tools and libraries are added to the resolver. */
export function useToolchain(resolver: Resolver, use: ToolchainUse): UsedToolchain {
  const { ref, body, target, isHost, infix } = use;
  const scope: Scoped = { from: ownerOf(ref), ...(isHost ? {} : { targets: [target.triple] }) };
  const roles = rolesOf(body);
  const names = roles.map(({ role, program }) => ({
    role,
    program,
    names: namesOnPath(target, infix, plainNames(role, program), isHost),
  }));
  const files: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
    names.map(({ role, names: [first = ''] }) => [role, first]),
  );
  const setting: Setting = { scope, target, programs: files };
  const own = librariesOf(resolver, use, setting);
  const added = compilerAdditions(resolver, use, setting, own);
  const programs = names.flatMap(({ role, program, names: onPath }) =>
    withAliases(scope, onPath, contentOf(resolver, use, role, program, setting, added), whyOf(role, target)),
  );
  const linker = linkerOf(resolver, use, setting, added);
  const { env: _env, flags, hosts: _hosts, package: _package, programs: _programs, rust, ...rest } = body;
  const linkerName = linker.name ?? files['cc'];
  const { c, cxx, zig, runtime } = rest;
  return {
    resolved: {
      ...rest,
      ...(c?.library === undefined ? {} : { c: { ...c, library: libraryKey(resolver, c.library, setting) } }),
      ...(cxx?.archive === undefined ? {} : { cxx: { ...cxx, archive: libraryKey(resolver, cxx.archive, setting) } }),
      ...(zig === undefined ? {} : { zig: { tool: toolKey(resolver, zig.tool, setting) } }),
      ...(runtime === undefined
        ? {}
        : { runtime: runtime.map(({ library, dir }) => ({ library: libraryKey(resolver, library, setting), dir })) }),
      ref,
      prefix: `${target.triple}-${infix}`,
      programs: {
        ...files,
        ...(linkerName === undefined || !body.languages.includes('rust') || rust?.linker === 'rustc'
          ? {}
          : { linker: linkerName }),
      },
      rustFlags: resolveTexts(resolver, rust?.flags, setting),
      executableFlags: resolveTexts(resolver, flags?.executable, setting),
      libraries: own,
      projectLibraries: own.filter((key) => 'folder' in (resolver.libraries.get(key)?.nix.package ?? {})),
    },
    programs: [...programs, ...linker.programs],
    setting,
  };
}

const roleOrder: readonly Role[] = [
  'cc',
  'cxx',
  'ar',
  'ranlib',
  'nm',
  'strip',
  'objcopy',
  'objdump',
  'readelf',
  'ld',
  'rc',
  'windres',
  'dlltool',
];

function rolesOf({ programs }: ToolchainBody): readonly { readonly role: Role; readonly program: Program }[] {
  return roleOrder.flatMap((role) => {
    const program = programs[role];
    return program === undefined ? [] : [{ role, program }];
  });
}

/** Keys of the toolchain's libraries, then of those that the user lists and the toolchain does not have. */
function librariesOf(resolver: Resolver, { body, userLibraries }: ToolchainUse, setting: Setting): readonly string[] {
  const own = (body.libraries ?? []).map((library) => libraryKey(resolver, library, setting));
  const has = new Set(own.flatMap((key) => packageAttributes(resolver, key)));
  return [
    ...own,
    ...userLibraries.filter((key) => !packageAttributes(resolver, key).some((attribute) => has.has(attribute))),
  ];
}

function packageAttributes({ libraries }: Resolver, key: string): readonly string[] {
  const from = libraries.get(key)?.nix.package;
  return from !== undefined && 'attr' in from ? from.attr : [];
}

/** What the programs add to the arguments of compilers. */
interface Additions {
  readonly compile: readonly Value[];
  readonly folders: readonly Value[];
  readonly link: readonly Value[];
  /** Folders of libraries for a linker of rustc's own. */
  readonly linkerFolders: readonly Value[];
}

function compilerAdditions(
  resolver: Resolver,
  { body }: ToolchainUse,
  setting: Setting,
  libraries: readonly string[],
): Additions {
  const folder = (flag: string, dir: 'include' | 'lib') =>
    libraries.map((library): Value => joinText([flag, { library, dir }]));
  return {
    compile: resolveTexts(resolver, body.flags?.compile, setting),
    folders: folder('-I', 'include'),
    link: [...folder('-L', 'lib'), ...resolveTexts(resolver, body.flags?.link, setting)],
    linkerFolders: folder('-L', 'lib'),
  };
}

/**
 * What a program of a toolchain is: a link to a tool, or bash where something is added. dlltool of binutils
 * is always started by its path: it looks for `as` beside the name that it was called by, and uses the host's otherwise.
 */
function contentOf(
  resolver: Resolver,
  use: ToolchainUse,
  role: Role,
  program: Program,
  setting: Setting,
  added: Additions,
): Content {
  const isCompiler = role === 'cc' || role === 'cxx';
  const adds = isCompiler && added.compile.length + added.folders.length + added.link.length > 0;
  const before = adds
    ? {
        values: {
          mkcross_compile: { list: added.compile },
          mkcross_folders: { list: added.folders },
          mkcross_link: { list: added.link },
        },
        body: compilerArguments,
      }
    : undefined;
  const launcher = isCompiler ? use.launchers.get(role === 'cc' ? 'c' : 'c++') : undefined;
  return programContent(resolver, use, role, program, setting, before, launcher?.tool);
}

function programContent(
  resolver: Resolver,
  use: ToolchainUse,
  role: Role | 'linker',
  program: Program,
  setting: Setting,
  before: { readonly values: Readonly<Record<string, BodyValue>>; readonly body: string } | undefined,
  launcher: Ref | undefined,
): Content {
  const launched: readonly Value[] =
    launcher === undefined ? [] : [[{ tool: toolKey(resolver, launcher, { scope: setting.scope }) }]];
  const started = (path: ModelPlaceholder | undefined, args: readonly Value[]): Content => {
    const value: Value = path === undefined ? '' : [path];
    const isLink = before === undefined && launched.length === 0 && args.length === 0 && role !== 'dlltool';
    if (isLink) return { link: value };
    return {
      values: {
        ...before?.values,
        mkcross_launcher: { list: launched },
        mkcross_program: value,
        mkcross_args: { list: args },
      },
      body: `${before?.body ?? ''}${start}`,
    };
  };
  if ('tool' in program)
    return started({ tool: toolKey(resolver, program.tool, setting) }, resolveTexts(resolver, program.args, setting));
  if ('name' in program)
    return started(
      packageProgram(resolver, use, role, program, setting),
      resolveTexts(resolver, program.args, setting),
    );
  const script = resolver.catalog.scripts.get(program.script);
  if (script === undefined) {
    report(resolver, setting, 'script', program.script, [...resolver.catalog.scripts.keys()]);
    return { link: '' };
  }
  const { values = {}, ...rest } = script.value;
  const whole = resolveScript(
    resolver,
    { ...rest, values: { ...values, ...program.values } },
    { ...setting, scope: { ...setting.scope, from: script.owner } },
  );
  if (launched.length === 0)
    return { values: { ...before?.values, ...whole.values }, body: `${before?.body ?? ''}${whole.body}` };
  // What a launcher starts must be a program of its own.
  const name = `mkcross-${setting.programs?.[role] ?? `${use.target.triple}-${use.infix}${role}`}`;
  const why = 'What the launcher of the compiler starts.';
  resolver.scripts.set(name, { ...setting.scope, name, why, ...whole });
  return started({ program: name }, []);
}

function packageProgram(
  resolver: Resolver,
  { ref, body, target }: ToolchainUse,
  role: Role | 'linker',
  program: Extract<Program, { readonly name: string }>,
  setting: Setting,
): ModelPlaceholder | undefined {
  if (body.package === undefined) return undefined;
  const key = compilerKey(ref, program.name, target.triple);
  if (!resolver.tools.has(key)) resolver.tools.set(key, compilerTool(resolver, body.package, role, program, setting));
  return { tool: key };
}

/** The linker that rustc calls, where the toolchain has one of its own. Its name ends in -cc: rustc knows a linker's kind by its name. */
function linkerOf(
  resolver: Resolver,
  use: ToolchainUse,
  setting: Setting,
  { linkerFolders }: Additions,
): { readonly name?: string; readonly programs: readonly ModelProgram[] } {
  const linker = use.body.rust?.linker;
  if (linker === undefined || linker === 'rustc' || !use.body.languages.includes('rust')) return { programs: [] };
  const name = `${use.target.triple}-${use.infix === '' ? 'rust-cc' : `${use.infix}linker-cc`}`;
  const before =
    linkerFolders.length === 0
      ? undefined
      : { values: { mkcross_link: { list: linkerFolders } }, body: linkerArguments };
  const content = programContent(resolver, use, 'linker', linker, setting, before, undefined);
  const why = `rustc links for ${use.target.triple} with it.`;
  return { name, programs: withAliases(setting.scope, [name], content, why) };
}

function withAliases(scope: Scoped, names: readonly string[], content: Content, why: string): readonly ModelProgram[] {
  const [first, ...aliases] = names;
  if (first === undefined) return [];
  const alias: Content = 'link' in content ? content : { link: [{ program: first }] };
  const { from, ...where } = scope;
  return [
    { from, name: first, why, ...content, ...where },
    ...aliases.map((name): ModelProgram => ({ from, name, why, ...alias, ...where })),
  ];
}

const purposes: Readonly<Record<Role, string>> = {
  ar: 'Makes archives',
  cc: 'Compiles C',
  cxx: 'Compiles C++',
  dlltool: 'Makes import libraries',
  ld: 'Links',
  nm: 'Lists symbols',
  objcopy: 'Copies and translates objects',
  objdump: 'Shows objects',
  ranlib: 'Indexes archives',
  rc: 'Compiles resources',
  readelf: 'Shows headers',
  strip: 'Removes symbols',
  windres: 'Compiles resources',
};
const whyOf = (role: Role, { triple }: Target) => `${purposes[role]} for ${triple}.`;
