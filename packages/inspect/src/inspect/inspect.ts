import type { Finding } from '@mkcross/core';
import { inspectFindings as findings } from '../binary-findings.ts';
import { archiveMembers } from '../archive/archive-members.ts';
import { bytesSource, limited, type ByteSource } from '../bytes/byte-source.ts';
import { latin1, readerOf } from '../bytes/reader.ts';
import { inspectElf } from '../elf/inspect-elf.ts';
import { inspectMacho } from '../macho/inspect-macho.ts';
import { universalParts } from '../macho/universal-parts.ts';
import { inspectCoff } from '../pe/inspect-coff.ts';
import { inspectPe } from '../pe/inspect-pe.ts';
import { peOffset } from '../pe/pe-header.ts';
import { inspectWasm } from '../wasm/inspect-wasm.ts';
import { damage } from './file-findings.ts';
import { inspection, type Facts } from './inspection.ts';
import type { Inspection } from './inspection-schema.ts';

/**
 * How many bytes are read of a file, in all. No honest one asks for more than it has: tables that lie over each other,
 * and parts that hold themselves, come to an end here.
 */
const mostBytes = (size: number) => 2 * size + (1 << 18);

/** Objects in archives in universal files is as deep as tools go. */
const deepest = 2;
const mostMembers = 20_000;

/** Where in a file a reader is. */
interface Nesting {
  readonly depth: number;
  /** How many more members there may be, in all. */
  readonly members: { left: number };
}

/**
 * What the headers of a file say. Any bytes get an answer: what cannot be read is a finding (`FORMAT_UNKNOWN`,
 * `BINARY_DAMAGED`). Only what is needed is read: headers, tables, names.
 */
export function inspect(source: ByteSource | Uint8Array, path: string): Inspection {
  const whole = source instanceof Uint8Array ? bytesSource(source) : source;
  return inspectFile(whole, path, { depth: 0, members: { left: mostMembers } });
}

/** A file of its own: of which no more is read than it has. */
function inspectFile(whole: ByteSource, path: string, nesting: Nesting): Inspection {
  const bytes = limited(whole, mostBytes(whole.size));
  const found = inspection(path, whole.size, factsOf(bytes, path, nesting) ?? unknown(path));
  if (!bytes.isSpent()) return found;
  const findings = [...found.findings, ...damage(path, ['its tables ask for more than the file has'])];
  return { ...found, ...undecided, findings };
}

/** What is not said of a file of which something was left out. */
const undecided = { linkage: null, evidence: [] } as const;

const unknown = (path: string): Facts => ({ findings: [findings.FORMAT_UNKNOWN({}, { file: path })] });

/**
 * The facts of a file; undefined where its first bytes are of no format known here. Where a limit of a reader left something out, this
 * is a finding, and what would follow from its absence is not said.
 */
function factsOf({ size, read, beside }: ByteSource, path: string, nesting: Nesting): Facts | undefined {
  const left = new Set<string>();
  const facts = factsByFormat({ size, read, beside, cut: (what) => left.add(what) }, path, nesting);
  if (facts === undefined || left.size === 0) return facts;
  const incomplete = findings.INSPECTION_INCOMPLETE({ limits: [...left] }, { file: path });
  return { ...facts, ...undecided, findings: [...(facts.findings ?? []), incomplete] };
}

function factsByFormat(source: ByteSource, path: string, nesting: Nesting): Facts | undefined {
  const first = latin1(source.read(0, Math.min(8, source.size)));
  const magic = first.slice(0, 4);
  if (magic === '\x7fELF') return inspectElf(source, path);
  if (magic.startsWith('MZ')) {
    const at = peOffset(readerOf(source, true));
    return at === undefined ? undefined : inspectPe(source, at, path);
  }
  if (/^(\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)$/.test(magic)) return inspectMacho(source, path);
  if (magic === '\xca\xfe\xba\xbe' || magic === '\xca\xfe\xba\xbf') return inspectUniversal(source, path, nesting);
  if (magic === '\0asm') return inspectWasm(source, path);
  if (first === '!<arch>\n' || first === '!<thin>\n') return inspectArchive(source, path, nesting);
  if (magic === 'BC\xc0\xde' || magic === '\xde\xc0\x17\x0b') return { format: 'llvm-bitcode', kind: 'object' };
  return inspectCoff(source);
}

function inspectUniversal(source: ByteSource, path: string, nesting: Nesting): Facts | undefined {
  const universal = universalParts(source);
  if (universal === undefined) return undefined;
  const facts = { format: 'macho', kind: 'universal' } as const;
  if (nesting.depth === deepest) return notLookedInto(source, facts);
  const members = universal.parts.map((part) => member(part.source, `${path}(${part.arch})`, nesting));
  return {
    ...facts,
    os: common(members.map(({ os }) => os)),
    members,
    findings: damage(path, universal.problems),
  };
}

function notLookedInto({ cut }: ByteSource, facts: Facts): Facts {
  cut?.('it lies in too many other files to be looked into');
  return facts;
}

function inspectArchive(source: ByteSource, path: string, nesting: Nesting): Facts {
  const facts = { format: 'archive', kind: 'archive' } as const;
  if (nesting.depth === deepest) return notLookedInto(source, facts);
  const { members: found, problems } = archiveMembers(source, nesting.members.left);
  const members = found.map(({ name, source: bytes }) => {
    const at = `${path}(${name})`;
    return bytes === undefined ? elsewhere(source, name, at, nesting) : member(bytes, at, nesting);
  });
  const known = members.filter(({ format }) => format !== null);
  return {
    ...facts,
    arch: common(known.map(({ arch }) => arch)),
    os: common(known.map(({ os }) => os)),
    members,
    findings: [...damage(path, problems), ...mixed(members, path)],
  };
}

/** A member by its own headers: what it is not known as is nothing wrong with it, such as the metadata of a Rust library. */
function member(source: ByteSource, path: string, { depth, members }: Nesting): Inspection {
  members.left--;
  return inspection(path, source.size, factsOf(source, path, { depth: depth + 1, members }) ?? {});
}

/** A member of a thin archive, which is a file below the archive's folder. */
function elsewhere(archive: ByteSource, name: string, path: string, { depth, members }: Nesting): Inspection {
  members.left--;
  const found = archive.beside?.(name, (file) => inspectFile(file, path, { depth: depth + 1, members }));
  if (found !== undefined) return found;
  archive.cut?.('it is a thin archive, and files that it names are not below its folder');
  return inspection(path, 0, {});
}

/** What all say; null where they differ. */
function common<T>(values: readonly (T | null)[]): T | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}

/** That objects of different formats or architectures are in one archive: its linker takes only some of them. */
function mixed(members: readonly Inspection[], path: string): readonly Finding[] {
  const kinds = new Map<string, { name: string; count: number }>();
  for (const { format, arch, path: name } of members) {
    if (format !== 'elf' && format !== 'coff' && format !== 'macho' && format !== 'wasm') continue;
    const key = `${format} ${arch ?? ''}`.trim();
    kinds.set(key, {
      name: kinds.get(key)?.name ?? name.slice(path.length + 1, -1),
      count: (kinds.get(key)?.count ?? 0) + 1,
    });
  }
  if (kinds.size < 2) return [];
  const groups = [...kinds].map(([kind, { name, count }]) => ({ kind, name, count }));
  return [findings.ARCHIVE_MIXED({ groups }, { file: path })];
}
