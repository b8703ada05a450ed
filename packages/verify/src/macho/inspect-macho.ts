import { findings } from '@mkcross/core';
import type { ByteSource } from '../bytes/byte-source.ts';
import { hex, readerOf, type Reader } from '../bytes/reader.ts';
import type { Facts, Inspection, Kind } from '../inspect/inspection.ts';
import { machoArch, platforms } from './macho-names.ts';

/** Load commands (mach-o/loader.h of Apple's cctools). */
const command = {
  segment: 0x1,
  symbols: 0x2,
  interpreter: 0xe,
  uuid: 0x1b,
  segment64: 0x19,
  minMacos: 0x24,
  minIos: 0x25,
  buildVersion: 0x32,
  runPath: 0x8000001c,
} as const;
const dylibs: ReadonlySet<number> = new Set([0xc, 0x20, 0x80000018, 0x8000001f, 0x80000023]);

const kinds: Readonly<Record<number, Kind>> = {
  1: 'object',
  2: 'executable',
  4: 'core',
  6: 'shared',
  7: 'shared',
  8: 'shared',
  9: 'shared',
  10: 'debug',
  11: 'object',
};
const flag = { pie: 0x200000, executableStack: 0x20000 } as const;
const mostCommands = 10_000;

/** What the header and load commands of one architecture's Mach-O file say. */
export function inspectMacho(source: ByteSource, path: string): Facts {
  const magic = readerOf(source, true).view(0, 4)?.getUint32(0, true) ?? 0;
  const little = magic === 0xfeedface || magic === 0xfeedfacf;
  const is64 = (little ? magic : swap(magic)) === 0xfeedfacf;
  const reader = readerOf(source, little);
  const headerSize = is64 ? 32 : 28;
  const header = reader.view(0, headerSize);
  const damaged = (problem: string) => findings.BINARY_DAMAGED({ problem }, { file: path });
  if (header === undefined) return { format: 'macho', findings: [damaged('the Mach-O header is cut off')] };
  const [cpu = 0, subtype = 0, fileType = 0, count = 0, , flags = 0] = [4, 8, 12, 16, 20, 24].map((at) =>
    header.getUint32(at, little),
  );
  const commands = readCommands(reader, headerSize, count);
  const kind = kinds[fileType] ?? null;
  const isProgram = kind === 'executable';
  const text = (view: DataView, at: number) => textIn(view, view.getUint32(at, little));
  const of = (...wanted: readonly number[]) => commands.found.filter(({ type }) => wanted.includes(type));
  const needed = commands.found.filter(({ type }) => dylibs.has(type)).map(({ view }) => text(view, 8));
  const interpreter = of(command.interpreter).map(({ view }) => text(view, 8))[0] ?? null;
  const build = of(command.buildVersion)[0]?.view;
  const uuid = of(command.uuid)[0]?.view;
  const oldMin = of(command.minMacos, command.minIos)[0];
  const os = build === undefined ? osOfOld(oldMin?.type) : (platforms[build.getUint32(8, little)] ?? null);
  const minimum = build?.getUint32(12, little) ?? oldMin?.view.getUint32(8, little);
  const sections = of(command.segment, command.segment64).flatMap(({ type, view }) =>
    sectionsIn(view, type === command.segment64, little),
  );
  return {
    format: 'macho',
    arch: machoArch(cpu, subtype),
    os: os ?? 'macos',
    bits: is64 ? 64 : 32,
    endian: little ? 'little' : 'big',
    kind: isProgram && (flags & flag.pie) !== 0 ? 'pie' : kind,
    linkage: linkageOf(kind, interpreter, needed),
    evidence: isProgram
      ? [
          interpreter === null ? 'it names no dynamic linker' : `it is loaded by ${interpreter}`,
          needed.length === 0 ? 'it needs no library' : `it needs ${needed.join(', ')}`,
        ]
      : [],
    interpreter,
    needed,
    runPaths: of(command.runPath).map(({ view }) => text(view, 8)),
    oldest:
      minimum === undefined || minimum === 0 ? [] : [`${os ?? 'macos'} ${minimum >>> 16}.${(minimum >>> 8) & 0xff}`],
    hardening: {
      nx: isProgram ? (flags & flag.executableStack) === 0 : null,
      relro: null,
      pie: isProgram ? (flags & flag.pie) !== 0 : null,
      aslr: null,
      cfg: null,
    },
    debug: {
      info: sections.some(({ name }) => name === '__debug_info'),
      symbols: of(command.symbols).some(({ view }) => view.byteLength >= 16 && view.getUint32(12, little) > 0),
      pdb: null,
    },
    buildId: uuid === undefined ? null : hex(new Uint8Array(uuid.buffer, uuid.byteOffset + 8, 16)),
    sections: sections.slice(0, 1000),
    findings: commands.problem === undefined ? [] : [damaged(commands.problem)],
  };
}

function linkageOf(kind: Kind | null, interpreter: string | null, needed: readonly string[]): Inspection['linkage'] {
  if (kind === 'shared') return 'dynamic';
  if (kind !== 'executable') return null;
  return interpreter === null && needed.length === 0 ? 'static' : 'dynamic';
}

const swap = (value: number) =>
  (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;

const osOfOld = (type: number | undefined) =>
  type === command.minMacos ? 'macos' : type === command.minIos ? 'ios' : null;

interface LoadCommand {
  readonly type: number;
  readonly view: DataView;
}

function readCommands(
  reader: Reader,
  start: number,
  count: number,
): { found: readonly LoadCommand[]; problem?: string } {
  const found: LoadCommand[] = [];
  let at = start;
  for (let index = 0; index < Math.min(count, mostCommands); index++) {
    const head = reader.view(at, 8);
    const size = head?.getUint32(4, reader.little) ?? 0;
    // The smallest that any of the commands read here has.
    const view = size >= 8 && size < 0x1000000 ? reader.view(at, size) : undefined;
    if (head === undefined || view === undefined)
      return { found, problem: 'the load commands lie outside of the file' };
    const type = head.getUint32(0, reader.little);
    if (size >= smallest(type)) found.push({ type, view });
    at += size;
  }
  return { found };
}

/** How long a command must be for the fields that are read of it. */
function smallest(type: number): number {
  if (type === command.segment64) return 72;
  if (type === command.segment) return 56;
  return type === command.uuid || type === command.buildVersion ? 24 : type === command.symbols ? 16 : 12;
}

function textIn(view: DataView, at: number): string {
  let text = '';
  for (let index = at; index < view.byteLength; index++) {
    const code = view.getUint8(index);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}

function sectionsIn(view: DataView, is64: boolean, little: boolean): readonly { name: string; size: number }[] {
  const [start, entry, countAt] = is64 ? [72, 80, 64] : [56, 68, 48];
  const count = Math.min(view.getUint32(countAt, little), Math.floor((view.byteLength - start) / entry));
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * entry;
    const name = textIn(new DataView(view.buffer, view.byteOffset + at, 16), 0);
    return { name, size: is64 ? Number(view.getBigUint64(at + 40, little)) : view.getUint32(at + 36, little) };
  });
}
