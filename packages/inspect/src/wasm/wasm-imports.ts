import type { ByteSource } from '../bytes/byte-source.ts';
import type { WasmBytes } from './wasm-bytes.ts';

const mostNames = 10_000;

/** How many names of a section are read. */
function countOf(bytes: WasmBytes, { cut }: Pick<ByteSource, 'cut'>): number {
  const count = bytes.number();
  if (count > mostNames) cut?.(`there are more than ${mostNames} imports or exports`);
  return Math.min(count, mostNames);
}

const kind = { function: 0, table: 1, memory: 2, global: 3 } as const;

/** The modules that imports name; whether one is a memory of 64 bits. */
export function importedModules(
  bytes: WasmBytes,
  source: Pick<ByteSource, 'cut'>,
): readonly { readonly module: string; readonly memory64: boolean }[] {
  const count = countOf(bytes, source);
  const found: { module: string; memory64: boolean }[] = [];
  for (let index = 0; index < count; index++) {
    const [module, name] = [bytes.name(), bytes.name()];
    if (module === undefined || name === undefined) return found;
    found.push({ module, memory64: readDescription(bytes) });
  }
  return found;
}

/** Reads what is imported; whether it is a memory of 64 bits. */
function readDescription(bytes: WasmBytes): boolean {
  switch (bytes.byte()) {
    case kind.function:
      bytes.number();
      return false;
    case kind.table:
      readType(bytes);
      readLimits(bytes);
      return false;
    case kind.memory:
      return readLimits(bytes);
    case kind.global:
      readType(bytes);
      bytes.byte();
      return false;
    default:
      bytes.byte();
      bytes.number();
      return false;
  }
}

/** Reads a type, which is one byte, or two words if it refers to another. */
function readType(bytes: WasmBytes): void {
  const first = bytes.byte();
  if (first === 0x63 || first === 0x64) bytes.number();
}

/** Reads limits; whether they are of 64 bits. */
function readLimits(bytes: WasmBytes): boolean {
  const flags = bytes.byte();
  bytes.number();
  if ((flags & 1) !== 0) bytes.number();
  if ((flags & 8) !== 0) bytes.number();
  return (flags & 4) !== 0;
}

/** Whether the first memory of a section is of 64 bits. */
export const memoryIs64 = (bytes: WasmBytes): boolean => bytes.number() > 0 && readLimits(bytes);

/** The names of exports. */
export function exportedNames(bytes: WasmBytes, source: Pick<ByteSource, 'cut'>): readonly string[] {
  const count = countOf(bytes, source);
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = bytes.name();
    if (name === undefined) break;
    names.push(name);
    bytes.byte();
    bytes.number();
  }
  return names;
}

/** What a component imports, by name: `wasi:cli/environment@0.2.0`. */
export function componentImports(bytes: WasmBytes, source: Pick<ByteSource, 'cut'>): readonly string[] {
  const count = countOf(bytes, source);
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    bytes.byte();
    const name = bytes.name();
    if (name === undefined) break;
    names.push(name);
    readSort(bytes);
  }
  return names;
}

const sort = { coreModule: 0, value: 2, type: 3 } as const;
const newResource = 1;

/** Reads what a component imports under a name: a word, with another before it where there are several forms. */
function readSort(bytes: WasmBytes): void {
  const kind = bytes.byte();
  const form = kind === sort.coreModule || kind === sort.value || kind === sort.type ? bytes.byte() : 0;
  if (kind !== sort.type || form !== newResource) bytes.number();
}
