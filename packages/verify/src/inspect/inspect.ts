import { findings, type Finding } from '@mkcross/core';
import { archiveMembers } from '../archive/archive-members.ts';
import { bytesSource, type ByteSource } from '../bytes/byte-source.ts';
import { latin1, readerOf } from '../bytes/reader.ts';
import { inspectElf } from '../elf/inspect-elf.ts';
import { inspectMacho } from '../macho/inspect-macho.ts';
import { universalParts } from '../macho/universal-parts.ts';
import { inspectCoff } from '../pe/inspect-coff.ts';
import { inspectPe } from '../pe/inspect-pe.ts';
import { peOffset } from '../pe/pe-header.ts';
import { inspectWasm } from '../wasm/inspect-wasm.ts';
import { inspection, type Facts, type Inspection } from './inspection.ts';

/**
 * What the headers of a file say. Any bytes get an answer: what cannot be read is a finding (`FORMAT_UNKNOWN`,
 * `BINARY_DAMAGED`). Only what is needed is read: headers, tables, names.
 */
export function inspect(source: ByteSource | Uint8Array, path: string): Inspection {
  const bytes = source instanceof Uint8Array ? bytesSource(source) : source;
  return inspection(path, bytes.size, factsOf(bytes, path) ?? unknown(path));
}

const unknown = (path: string): Facts => ({ findings: [findings.FORMAT_UNKNOWN({}, { file: path })] });

/** The facts of a file; undefined where its first bytes are of no format known here. */
function factsOf(source: ByteSource, path: string): Facts | undefined {
  const first = latin1(source.read(0, Math.min(8, source.size)));
  const magic = first.slice(0, 4);
  if (magic === '\x7fELF') return inspectElf(source, path);
  if (magic.startsWith('MZ')) {
    const at = peOffset(readerOf(source, true));
    return at === undefined ? undefined : inspectPe(source, at, path);
  }
  if (/^(\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe)$/.test(magic)) return inspectMacho(source, path);
  if (magic === '\xca\xfe\xba\xbe' || magic === '\xca\xfe\xba\xbf') return inspectUniversal(source, path);
  if (magic === '\0asm') return inspectWasm(source, path);
  if (first === '!<arch>\n' || first === '!<thin>\n') return inspectArchive(source, path);
  if (magic === 'BC\xc0\xde' || magic === '\xde\xc0\x17\x0b') return { format: 'llvm-bitcode', kind: 'object' };
  return inspectCoff(source);
}

function inspectUniversal(source: ByteSource, path: string): Facts | undefined {
  const parts = universalParts(source);
  if (parts === undefined) return undefined;
  const members = parts.map((part) => member(part.source, `${path}(${part.arch})`));
  return { format: 'macho', kind: 'universal', os: common(members.map(({ os }) => os)), members };
}

function inspectArchive(source: ByteSource, path: string): Facts {
  const { members: found, problem } = archiveMembers(source);
  const members = found.map(({ name, source: bytes }) =>
    bytes === undefined ? inspection(`${path}(${name})`, 0, {}) : member(bytes, `${path}(${name})`),
  );
  const arch = common(members.filter(({ format }) => format !== null).map((one) => one.arch));
  return {
    format: 'archive',
    kind: 'archive',
    arch,
    os: common(members.filter(({ format }) => format !== null).map((one) => one.os)),
    members,
    findings: [
      ...(problem === undefined ? [] : [findings.BINARY_DAMAGED({ problem }, { file: path })]),
      ...mixed(members, path),
    ],
  };
}

/** A member by its own headers: what it is not known as is nothing wrong with it, such as the metadata of a Rust library. */
function member(source: ByteSource, path: string): Inspection {
  return inspection(path, source.size, factsOf(source, path) ?? {});
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
