import type { ByteSource } from '../bytes/byte-source.ts';
import { utf8, wasmBytes, type WasmBytes } from './wasm-bytes.ts';

/** A section of a module or component. */
export interface WasmSection {
  readonly id: number;
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

const mostSections = 10_000;
const longestHead = 16;
const longestName = 512;

/** The sections behind the header, named by `names`, or by themselves where they are custom. */
export function wasmSections(
  source: ByteSource,
  names: readonly string[],
): { readonly sections: readonly WasmSection[]; readonly problems: readonly string[] } {
  const sections: WasmSection[] = [];
  const read = (at: number, length: number) => wasmBytes(source.read(at, Math.min(length, source.size - at)));
  let at = 8;
  while (at < source.size) {
    if (sections.length === mostSections) {
      source.cut?.(`there are more than ${mostSections} sections`);
      break;
    }
    const head = read(at, longestHead);
    const id = head.byte();
    const size = head.number();
    const offset = at + head.at();
    if (!(offset + size <= source.size)) return { sections, problems: ['a section lies outside of the file'] };
    const name = id === 0 ? utf8(read(offset, Math.min(longestName, size)).name() ?? '') : names[id];
    sections.push({ id, name: name ?? `section-${id}`, offset, size });
    at = offset + size;
  }
  return { sections, problems: [] };
}

const longestSection = 1 << 20;

/** The beginning of all sections of a kind: of a longer one, imports and exports that lie behind are not read. */
export const bytesOf = (source: ByteSource, sections: readonly WasmSection[], id: number): readonly WasmBytes[] =>
  sections
    .filter((one) => one.id === id)
    .map(({ name, offset, size }) => {
      if (size > longestSection) source.cut?.(`the section ${name} is longer than ${longestSection} bytes`);
      return wasmBytes(source.read(offset, Math.min(size, longestSection)));
    });
