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

/** A program of Windows for x86-64 whose only section, at 0x1000 of memory, is a table that the header names by its number. */
function image(directory: number, tableSize: number, section: Uint8Array): Uint8Array {
  const rawAt = 512;
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
    new Uint8Array(directory * 8),
    0x1000,
    tableSize,
    new Uint8Array((15 - directory) * 8),
    '.table\0\0',
    section.length,
    0x1000,
    section.length,
    rawAt,
    new Uint8Array(16),
  );
  return bytesOf(header, new Uint8Array(rawAt - header.length), section);
}

/** A program that imports a DLL for each name. */
export function pe(dlls: readonly string[]): Uint8Array {
  const names = dlls.map((name) => `${name}\0`);
  const namesAt = 0x1000 + (dlls.length + 1) * 20;
  const table = names.flatMap((_, index) => [
    0,
    0,
    0,
    namesAt + names.slice(0, index).reduce((sum, name) => sum + name.length, 0),
    0x1000,
  ]);
  return image(1, (dlls.length + 1) * 20, bytesOf(...table, new Uint8Array(20), ...names));
}

/** A program with a version resource, and so many icons that are all one table. */
export function peWithResources(version: Uint8Array, icons: number): Uint8Array {
  const below = 0x80000000;
  const table = (...entries: readonly (readonly [id: number, place: number])[]) =>
    bytesOf(new Uint8Array(12), halves(0, entries.length), ...entries.flat());
  const names = Array.from({ length: icons }, (_, index) => [index + 1, below] as const);
  const [iconsAt, versionAt] = [32, 32 + 16 + icons * 8];
  const types = table([14, below + iconsAt], [16, below + versionAt]);
  return image(
    2,
    types.length,
    bytesOf(
      types,
      table(...names),
      table([1, below + versionAt + 24]),
      table([0x409, versionAt + 48]),
      bytesOf(0x1000 + versionAt + 64, version.length, 0, 0),
      version,
    ),
  );
}

/** A block of a version resource, of a value and of blocks. */
export function versionBlock(key: string, value: Uint8Array, ...blocks: readonly Uint8Array[]): Uint8Array {
  const whole = (bytes: Uint8Array) => bytesOf(bytes, new Uint8Array(-bytes.length & 3));
  const name = Buffer.from(`${key}\0`, 'utf16le');
  const body = whole(bytesOf(new Uint8Array(6), name));
  const bytes = bytesOf(body, ...[value, ...blocks].map(whole));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint16(0, bytes.length, true);
  view.setUint16(2, value.length, true);
  return bytes;
}

/** A version resource of 1.2.3.4 with these texts. */
export function version(texts: Readonly<Record<string, string>>): Uint8Array {
  const none = new Uint8Array(0);
  const strings = Object.entries(texts).map(([key, text]) => versionBlock(key, Buffer.from(`${text}\0`, 'utf16le')));
  const numbers = bytesOf(0xfeef04bd, 0x10000, halves(2, 1), halves(4, 3), halves(6, 5), 0, new Uint8Array(28));
  return versionBlock(
    'VS_VERSION_INFO',
    numbers,
    versionBlock('VarFileInfo', none),
    versionBlock('StringFileInfo', none, versionBlock('040904b0', none, ...strings)),
  );
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
