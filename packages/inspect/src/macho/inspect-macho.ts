import type { ByteSource } from '../bytes/byte-source.ts';
import { hex, readerOf } from '../bytes/reader.ts';
import { damage, storePaths } from '../inspect/file-findings.ts';
import type { Facts } from '../inspect/inspection.ts';
import type { Inspection, Kind } from '../inspect/inspection-schema.ts';
import { command, libraryCommands, readCommands, sectionsOf, textOf, type LoadCommand } from './load-commands.ts';
import { machoArch, platforms } from './macho-names.ts';

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

/** What the header and load commands of one architecture's Mach-O file say. */
export function inspectMacho(source: ByteSource, path: string): Facts {
  const magic = readerOf(source, true).view(0, 4)?.getUint32(0, true) ?? 0;
  const little = magic === 0xfeedface || magic === 0xfeedfacf;
  // In the other byte order, 32 bits are told by the last byte too: it comes first.
  const is64 = (little ? magic & 0xff : magic >>> 24) === 0xcf;
  const reader = readerOf(source, little);
  const headerSize = is64 ? 32 : 28;
  const header = reader.view(0, headerSize);
  if (header === undefined) return { format: 'macho', findings: damage(path, ['the Mach-O header is cut off']) };
  const [cpu = 0, subtype = 0, fileType = 0, count = 0, , flags = 0] = [4, 8, 12, 16, 20, 24].map((at) =>
    header.getUint32(at, little),
  );
  const { found, problem } = readCommands(reader, headerSize, count);
  const kind = kinds[fileType] ?? null;
  const isProgram = kind === 'executable';
  const of = (...wanted: readonly number[]) => found.filter(({ type }) => wanted.includes(type));
  const texts = (commands: readonly LoadCommand[]) => commands.map((one) => textOf(one, little));
  const needed = texts(found.filter(({ type }) => libraryCommands.has(type)));
  const interpreter = texts(of(command.interpreter))[0] ?? null;
  const runPaths = texts(of(command.runPath));
  const uuid = of(command.uuid)[0]?.view;
  const sections = of(command.segment, command.segment64).flatMap((one) => sectionsOf(one, little));
  return {
    format: 'macho',
    arch: machoArch(cpu, subtype),
    ...systemOf(found, little),
    bits: is64 ? 64 : 32,
    endian: little ? 'little' : 'big',
    kind: isProgram && (flags & flag.pie) !== 0 ? 'pie' : kind,
    linkage: linkageOf(kind, interpreter, needed, problem !== undefined),
    evidence:
      isProgram && problem === undefined
        ? [
            interpreter === null ? 'it names no dynamic linker' : `it is loaded by ${interpreter}`,
            needed.length === 0 ? 'it needs no library' : `it needs ${needed.join(', ')}`,
          ]
        : [],
    interpreter,
    needed,
    runPaths,
    hardening: {
      nx: isProgram ? (flags & flag.executableStack) === 0 : null,
      relro: null,
      pie: isProgram ? (flags & flag.pie) !== 0 : null,
      aslr: null,
      cfg: null,
    },
    debug: {
      info: sections.some(({ name }) => name === '__debug_info'),
      symbols: of(command.symbols).some(({ view }) => view.getUint32(12, little) > 0),
      pdb: null,
    },
    buildId: uuid === undefined ? null : hex(new Uint8Array(uuid.buffer, uuid.byteOffset + 8, 16)),
    sections: sections.slice(0, 1000),
    findings: [
      ...damage(path, problem === undefined ? [] : [problem]),
      ...storePaths(path, [interpreter, ...needed, ...runPaths]),
    ],
  };
}

function linkageOf(
  kind: Kind | null,
  interpreter: string | null,
  needed: readonly string[],
  isCutOff: boolean,
): Inspection['linkage'] {
  if (kind === 'shared') return 'dynamic';
  if (kind !== 'executable') return null;
  if (interpreter !== null || needed.length > 0) return 'dynamic';
  return isCutOff ? null : 'static';
}

const oldSystems: Readonly<Record<number, string>> = {
  [command.minMacos]: 'macos',
  [command.minIos]: 'ios',
  [command.minTvos]: 'tvos',
  [command.minWatchos]: 'watchos',
};

/** The system and its oldest version: LC_BUILD_VERSION, or what there was before it. */
function systemOf(found: readonly LoadCommand[], little: boolean): Pick<Inspection, 'oldest' | 'os'> {
  const build = found.find(({ type }) => type === command.buildVersion)?.view;
  const old = found.find(({ type }) => type in oldSystems);
  const os = (build === undefined ? oldSystems[old?.type ?? 0] : platforms[build.getUint32(8, little)]) ?? 'macos';
  const minimum = build?.getUint32(12, little) ?? old?.view.getUint32(8, little) ?? 0;
  return { os, oldest: minimum === 0 ? [] : [`${os} ${minimum >>> 16}.${(minimum >>> 8) & 0xff}`] };
}
