import { findings } from '@mkcross/core';
import type { ByteSource } from '../bytes/byte-source.ts';
import { latin1, viewOf } from '../bytes/reader.ts';
import type { Facts, Kind } from '../inspect/inspection.ts';

const sectionNames = [
  'custom',
  'type',
  'import',
  'function',
  'table',
  'memory',
  'global',
  'export',
  'start',
  'element',
  'code',
  'data',
  'datacount',
  'tag',
];
const section = { custom: 0, import: 2, memory: 5, export: 7 } as const;
/** Imports and exports are at the beginning of their sections; more is not read. */
const longestSection = 1 << 20;
const mostNames = 10_000;

/** Reads numbers and names of WebAssembly from bytes; NaN and undefined where they are cut off. */
interface Bytes {
  readonly byte: () => number;
  readonly number: () => number;
  readonly name: () => string | undefined;
  readonly at: () => number;
}

function bytesOf(bytes: Uint8Array): Bytes {
  let at = 0;
  const byte = () => bytes[at++] ?? Number.NaN;
  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const next = byte();
      if (Number.isNaN(next)) return Number.NaN;
      value += (next & 0x7f) * 2 ** shift;
      if (next < 0x80) return value;
    }
    return Number.NaN;
  };
  return {
    byte,
    number,
    at: () => at,
    name: () => {
      const length = number();
      if (!(at + length <= bytes.length)) return undefined;
      at += length;
      return latin1(bytes.subarray(at - length, at));
    },
  };
}

/** What a WebAssembly module says (https://webassembly.github.io/spec/core/binary; "Linking" and "Dynamic Linking" of tool-conventions). */
export function inspectWasm(source: ByteSource, path: string): Facts {
  const head = source.read(0, 8);
  const damaged = (problem: string): Facts => ({
    format: 'wasm',
    findings: [findings.BINARY_DAMAGED({ problem }, { file: path })],
  });
  if (head.length < 8) return damaged('the header is cut off');
  const version = viewOf(head).getUint32(4, true);
  // A component has its layer in the upper half of the version.
  if (version >>> 16 === 1)
    return { format: 'wasm', arch: 'wasm32', bits: 32, endian: 'little', kind: 'module', os: 'wasi' };
  const { sections, problem } = sectionsOf(source);
  const bytes = (id: number) =>
    sections
      .filter((one) => one.id === id)
      .map(({ offset, size }) => source.read(offset, Math.min(size, longestSection)));
  const imports = bytes(section.import).flatMap((one) => importedModules(bytesOf(one)));
  const needed = [...new Set(imports.map(({ module }) => module))];
  const exports = bytes(section.export).flatMap((one) => exportedNames(bytesOf(one)));
  const custom = sections.flatMap((one) => (one.id === section.custom ? [one.name] : []));
  const is64 = imports.some((one) => one.memory64) || bytes(section.memory).some((one) => memoryIs64(bytesOf(one)));
  return {
    format: 'wasm',
    arch: is64 ? 'wasm64' : 'wasm32',
    os: needed.some((module) => module.startsWith('wasi')) ? 'wasi' : null,
    bits: is64 ? 64 : 32,
    endian: 'little',
    kind: kindOf(custom, exports),
    needed,
    debug: { info: custom.includes('.debug_info'), symbols: custom.includes('name'), pdb: null },
    sections: sections.slice(0, 1000).map(({ name, size }) => ({ name, size })),
    findings: problem === undefined ? [] : [findings.BINARY_DAMAGED({ problem }, { file: path })],
  };
}

function kindOf(custom: readonly string[], exports: readonly string[]): Kind {
  if (custom.includes('linking')) return 'object';
  if (custom.includes('dylink.0') || custom.includes('dylink')) return 'shared';
  return exports.includes('_start') ? 'executable' : 'module';
}

interface WasmSection {
  readonly id: number;
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

function sectionsOf(source: ByteSource): { readonly sections: readonly WasmSection[]; readonly problem?: string } {
  const sections: WasmSection[] = [];
  let at = 8;
  while (at < source.size && sections.length < mostNames) {
    const bytes = bytesOf(source.read(at, Math.min(512, source.size - at)));
    const id = bytes.byte();
    const size = bytes.number();
    const offset = at + bytes.at();
    if (!(offset + size <= source.size)) return { sections, problem: 'a section lies outside of the file' };
    const name = id === section.custom ? (bytes.name() ?? '') : (sectionNames[id] ?? `section-${id}`);
    sections.push({ id, name, offset, size });
    at = offset + size;
  }
  return { sections };
}

/** The modules that imports name; whether one is a memory of 64 bits. */
function importedModules(bytes: Bytes): readonly { readonly module: string; readonly memory64: boolean }[] {
  const count = bytes.number();
  const found: { module: string; memory64: boolean }[] = [];
  for (let index = 0; index < Math.min(count, mostNames); index++) {
    const [module, name] = [bytes.name(), bytes.name()];
    if (module === undefined || name === undefined) return found;
    const kind = bytes.byte();
    let memory64 = false;
    if (kind === 0) bytes.number();
    else if (kind === 1) {
      bytes.byte();
      limits(bytes);
    } else if (kind === 2) memory64 = limits(bytes);
    else if (kind === 3) {
      bytes.byte();
      bytes.byte();
    } else {
      bytes.byte();
      bytes.number();
    }
    found.push({ module, memory64 });
  }
  return found;
}

/** Reads limits; whether they are of 64 bits. */
function limits(bytes: Bytes): boolean {
  const flags = bytes.byte();
  bytes.number();
  if ((flags & 1) !== 0) bytes.number();
  return (flags & 4) !== 0;
}

const memoryIs64 = (bytes: Bytes) => bytes.number() > 0 && limits(bytes);

function exportedNames(bytes: Bytes): readonly string[] {
  const count = bytes.number();
  const names: string[] = [];
  for (let index = 0; index < Math.min(count, mostNames); index++) {
    const name = bytes.name();
    if (name === undefined) break;
    names.push(name);
    bytes.byte();
    bytes.number();
  }
  return names;
}
