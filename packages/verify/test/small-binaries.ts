/** Bytes put together of numbers (32 bits, little-endian), bigints (64 bits), texts and bytes. */
export function bytesOf(...parts: readonly (bigint | number | string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      if (typeof part === 'object') return part;
      const word = Buffer.alloc(typeof part === 'bigint' ? 8 : 4);
      if (typeof part === 'bigint') word.writeBigUInt64LE(BigInt.asUintN(64, part));
      else word.writeUInt32LE(part >>> 0);
      return word;
    }),
  );
}

/** Two numbers of 16 bits as one of 32, the first one first. */
const halves = (low: number, high: number): number => (low | (high << 16)) >>> 0;

/** An entry of a dynamic section. */
export type Entry = readonly [tag: number, value: number];

/**
 * A program of ELF for x86-64: its header, the headers of three segments (all of the file, its interpreter, its dynamic
 * section), the dynamic section, and texts, of which the first is the interpreter. Values of `texts` in entries count from
 * the first text.
 */
export function elf(entries: readonly Entry[], texts: string, more: Uint8Array = new Uint8Array()): Uint8Array {
  const dynamicAt = 64 + 3 * 56;
  const table = bytesOf(...entries.flatMap(([tag, value]) => [BigInt(tag), BigInt(value)]), 0n, 0n);
  const textsAt = dynamicAt + table.length + 32;
  const strings = bytesOf(5n, BigInt(textsAt), 10n, BigInt(texts.length));
  const dynamicSize = strings.length + table.length;
  const size = textsAt + texts.length + more.length;
  const segment = (type: number, offset: number, length: number) =>
    bytesOf(type, 4, BigInt(offset), BigInt(offset), BigInt(offset), BigInt(length), BigInt(length), 8n);
  return bytesOf(
    '\x7fELF\x02\x01\x01',
    new Uint8Array(9),
    halves(3, 62),
    1,
    0n,
    64n,
    0n,
    0,
    halves(64, 56),
    halves(3, 64),
    halves(0, 0),
    segment(1, 0, size),
    segment(3, textsAt, texts.indexOf('\0') + 1),
    segment(2, dynamicAt, dynamicSize),
    strings,
    table,
    texts,
    more,
  );
}

/** A program of Windows for x86-64 whose only section, at 0x1000 of memory, holds the table of imports: a DLL for each name. */
export function pe(dlls: readonly string[]): Uint8Array {
  const rawAt = 512;
  const names = dlls.map((name) => `${name}\0`);
  const namesAt = 0x1000 + (dlls.length + 1) * 20;
  const table = names.flatMap((_, index) => [
    0,
    0,
    0,
    namesAt + names.slice(0, index).reduce((sum, name) => sum + name.length, 0),
    0x1000,
  ]);
  const section = bytesOf(...table, new Uint8Array(20), ...names);
  const header = bytesOf(
    'MZ',
    new Uint8Array(58),
    64,
    'PE\0\0',
    halves(0x8664, 1),
    0,
    0,
    0,
    halves(240, 0x22),
    halves(0x20b, 0),
    new Uint8Array(20),
    0x40000000n,
    new Uint8Array(36),
    halves(3, 0x160),
    new Uint8Array(36),
    16,
    0n,
    0x1000,
    (dlls.length + 1) * 20,
    new Uint8Array(14 * 8),
    '.idata\0\0',
    section.length,
    0x1000,
    section.length,
    rawAt,
    new Uint8Array(16),
  );
  return bytesOf(header, new Uint8Array(rawAt - header.length), section);
}

/** A program of macOS for ARM64 with one section of text, that asks for libraries. */
export function macho(libraries: readonly string[]): Uint8Array {
  const name = (text: string) => text.padEnd(16, '\0');
  const section = bytesOf(name('__text'), name('__TEXT'), 0n, 64n, new Uint8Array(32));
  const segment = bytesOf(0x19, 152, name('__TEXT'), 0n, 64n, 0n, 64n, 5, 5, 1, 0, section);
  const asked = libraries.map((path) => {
    const text = `${path}\0`.padEnd(Math.ceil((path.length + 1) / 8) * 8, '\0');
    return bytesOf(0xc, 24 + text.length, 24, 0, 0, 0, text);
  });
  const commands = bytesOf(segment, ...asked);
  return bytesOf(0xfeedfacf, 0x100000c, 0, 2, asked.length + 1, commands.length, 0x200000, 0, commands);
}

/** A module of WebAssembly that imports a function `f` of each module. */
export function wasm(modules: readonly string[]): Uint8Array {
  const length = (value: number) => Uint8Array.of((value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, value >> 14);
  const imports = bytesOf(
    length(modules.length),
    ...modules.flatMap((name) => [length(name.length), name, '\x01f\0\0']),
  );
  return bytesOf('\0asm', 1, '\x02', length(imports.length), imports);
}

/** An archive as ar writes it. */
export function archive(members: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  return bytesOf(
    '!<arch>\n',
    ...members.flatMap(([name, bytes]) => [
      memberHeader(name, bytes.length),
      bytes,
      bytes.length % 2 === 0 ? '' : '\n',
    ]),
  );
}

/** The header of a member of so many bytes. */
export const memberHeader = (name: string, size: number): string =>
  `${`${name}/`.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'644'.padEnd(8)}${String(size).padEnd(10)}\`\n`;

/** A universal file of so many parts, which all are the bytes that follow; or all are the whole file. */
export function universal(parts: number, of: Uint8Array | 'itself'): Uint8Array {
  const head = 8 + parts * 20;
  const [bytes, offset] = of === 'itself' ? [new Uint8Array(0), 0] : [of, head];
  const file = Buffer.alloc(head + bytes.length);
  const words = Array.from({ length: parts }, () => [0x1000007, 3, offset, file.length - offset, 0]).flat();
  for (const [index, word] of [0xcafebabe, parts, ...words].entries()) file.writeUInt32BE(word, index * 4);
  file.set(bytes, head);
  return file;
}
