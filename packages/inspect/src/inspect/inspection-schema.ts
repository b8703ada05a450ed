import * as Type from 'typebox';
import type { TObject } from 'typebox';
import {
  booleanOrNull,
  findingSchema,
  oneOf,
  oneOfOrNull,
  record,
  text,
  textOrNull,
  texts,
  type Described,
} from '../schema-parts.ts';

const kind = oneOfOrNull(
  ['archive', 'component', 'core', 'debug', 'executable', 'import', 'module', 'object', 'pie', 'shared', 'universal'],
  'What the file is. `pie`: an executable that is loaded at any address. `debug`: debug information without its program. `component`: WebAssembly with typed interfaces; `module`: without.',
);

const dllImport = record(
  {
    name: text('As the import table spells it.'),
    class: oneOf(
      ['api-set', 'compiler', 'other', 'redistributable', 'windows'],
      'Where the DLL comes from: Windows (`windows`, or `api-set` for a name that Windows maps to one of its DLLs), the runtime of a `compiler`, the Visual C++ `redistributable`, or elsewhere (`other`).',
    ),
    delayed: Type.Boolean({ description: 'Loaded at the first call of one of its functions, not at start.' }),
  },
  { description: 'A DLL that a PE file imports.' },
);

const resources = record({
  fileVersion: textOrNull('Four numbers of the version resource, such as `1.2.3.4`; null without a version resource.'),
  productVersion: textOrNull('Four numbers of the version resource; null without a version resource.'),
  texts: texts('The strings of the version resource in its first language: `ProductName`, `FileDescription`, …'),
  icons: Type.Integer({ description: 'Number of icon groups, at most 4096.' }),
});

const hardening = record(
  {
    nx: booleanOrNull('Whether data is not executable.'),
    relro: oneOfOrNull(['full', 'none', 'partial'], 'How much relocated data is made read-only (ELF).'),
    pie: booleanOrNull('Whether the program is loaded at any address.'),
    aslr: oneOfOrNull(
      ['high-entropy', 'no', 'yes'],
      'Whether the loader moves the image (PE); `high-entropy`: in 64 bits of address space.',
    ),
    cfg: booleanOrNull('Whether indirect calls are checked: Control Flow Guard (PE).'),
  },
  { description: 'Protection against exploits; null where the format has none or the headers do not tell.' },
);

const debug = record(
  {
    info: Type.Boolean({ description: 'Whether the file contains debug information (DWARF, or CodeView types).' }),
    symbols: Type.Boolean({ description: "Whether the linker's symbol table was kept." }),
    pdb: textOrNull('Path of the PDB file that a PE file names.'),
  },
  { description: 'What a debugger can use.' },
);

const section = record({
  name: text('Name of the section.'),
  size: Type.Integer({ description: 'In bytes, as the headers say.' }),
});

const symbolVersion = record(
  {
    library: text('Library that must define the version: `libc.so.6`.'),
    version: text('Name of the version: `GLIBC_2.34`.'),
    symbols: Type.Array(Type.String(), { description: 'Symbols of that version, at most 5.' }),
  },
  { description: 'A version of symbols that an ELF file needs from a library.' },
);

const fields = {
  path: text('As given; `lib.a(member.o)` for a member of an archive, `file(arm64)` for a part of a universal file.'),
  format: oneOfOrNull(
    ['archive', 'coff', 'elf', 'llvm-bitcode', 'macho', 'pe', 'wasm'],
    'null for an unrecognized format.',
  ),
  arch: textOrNull(
    "Architecture, spelled as in Rust's target triples: `x86_64`, `aarch64`, `powerpc64le`. null in an archive or a universal file with several.",
  ),
  os: textOrNull('`linux`, `windows`, `macos`, `freebsd`, `uefi`, `wasi`, …; null if the headers do not tell.'),
  bits: oneOfOrNull([32, 64], 'Width of a pointer.'),
  endian: oneOfOrNull(['big', 'little'], 'Byte order.'),
  kind,
  linkage: oneOfOrNull(
    ['dynamic', 'static', 'static-pie'],
    "`static`: needs no library and no interpreter (ELF), or no DLL except Windows' own (PE). `static-pie`: the same, loaded at any address. null for what is not linked, such as objects, archives and WebAssembly.",
  ),
  evidence: Type.Array(Type.String(), { description: 'The facts that kind and linkage follow from, a sentence each.' }),
  interpreter: textOrNull('The program that loads the file: PT_INTERP (ELF), LC_LOAD_DYLINKER (Mach-O).'),
  needed: Type.Array(Type.String(), {
    description:
      'Libraries that the file needs, in its order: DT_NEEDED, DLLs, LC_LOAD_DYLIB, modules or interfaces of WebAssembly.',
  }),
  imports: Type.Array(dllImport, { description: 'DLLs of a PE file, in its order.' }),
  runPaths: Type.Array(Type.String(), {
    description: 'Where the loader looks for libraries: DT_RUNPATH or DT_RPATH, LC_RPATH.',
  }),
  requires: texts('The highest needed version of each set of symbol versions: `GLIBC` to `2.34`. musl has none.'),
  versions: Type.Array(symbolVersion, { description: 'All versions of symbols that an ELF file needs, at most 1000.' }),
  oldest: Type.Array(Type.String(), {
    description:
      'The oldest systems that the file runs on, as far as the headers tell: `Debian 12`, `macos 11.0`, `windows 6.1`.',
  }),
  crt: Type.Array(Type.String(), {
    description:
      'C runtimes of Windows that a PE file imports: `msvcrt`, `ucrt`, …; `glibc` for a static ELF program that has it linked in.',
  }),
  subsystem: textOrNull('Subsystem of a PE file: `console`, `windows`, `native`, `efi-application`, …'),
  resources: Type.Union([resources, Type.Null()], { description: 'Resources of a PE file; null without any.' }),
  hardening,
  debug,
  buildId: textOrNull('GNU build id, CodeView GUID and age, or Mach-O UUID, in lower-case hexadecimal digits.'),
  sections: Type.Array(section, { description: 'Named sections in the order of the file, at most 1000.' }),
};

const ends = {
  findings: Type.Array(findingSchema, { description: 'Problems of the file.' }),
  size: Type.Integer({ description: 'In bytes.' }),
};

type Fields = Described<TObject<typeof fields & typeof ends>>;

/** What the headers of a file say. Every field is present; null or empty where it does not apply or the headers do not tell. */
export interface Inspection extends Fields {
  /** Members of an archive, parts of a universal file; at most 20,000 including nested ones: of more, INSPECTION_INCOMPLETE is found. */
  readonly members: readonly Inspection[];
}

/** What a file is. */
export type Kind = NonNullable<Inspection['kind']>;
/** A DLL that a PE file imports. */
export type DllImport = Described<typeof dllImport>;
/** What the resources of a PE file say. */
export type Resources = Described<typeof resources>;
/** Protection against exploits; null where the format has none or the headers do not tell. */
export type Hardening = Described<typeof hardening>;
/** What a debugger can use. */
export type Debug = Described<typeof debug>;
/** A version of symbols that an ELF file needs from a library. */
export type SymbolVersion = Described<typeof symbolVersion>;

const members =
  'Members of an archive, parts of a universal file; at most 20,000 including nested ones: of more, INSPECTION_INCOMPLETE is found.';

/** JSON Schema (2020-12) of what `mkcross inspect --json` prints: a list of inspections. */
export const inspectionSchema = Type.Unsafe<readonly Inspection[]>({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'What mkcross inspect --json prints',
  type: 'array',
  items: { $ref: '#/$defs/inspection' },
  $defs: {
    inspection: record(
      {
        ...fields,
        members: Type.Array(Type.Ref('#/$defs/inspection'), { description: members }),
        ...ends,
      },
      { description: 'What the headers of a file say. Null or empty: it does not apply, or the headers do not tell.' },
    ),
  },
});
