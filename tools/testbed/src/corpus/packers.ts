/** A file to be packed. */
export interface Packed {
  readonly name: string;
  readonly bytes: Buffer;
}

/** An archive with names as the `ar` of BSD and macOS writes long ones: `#1/20`, and the name before the member's bytes. */
export function bsdArchive(files: readonly Packed[]): Buffer {
  const members = files.map(({ name, bytes }) => {
    const length = Math.ceil((name.length + 1) / 4) * 4;
    const size = length + bytes.length;
    const fields = [`#1/${length}`.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '644'.padEnd(8)];
    const header = `${fields.join('')}${String(size).padEnd(10)}\`\n`;
    return Buffer.concat([
      Buffer.from(header),
      Buffer.from(name.padEnd(length, '\0')),
      bytes,
      Buffer.from(size % 2 === 0 ? '' : '\n'),
    ]);
  });
  return Buffer.concat([Buffer.from('!<arch>\n'), ...members]);
}

/** CPU and subtype by architecture (mach/machine.h). */
const cpus: Readonly<Record<string, readonly [number, number]>> = {
  x86_64: [0x1000007, 3],
  aarch64: [0x100000c, 0],
};

/**
 * A universal file (mach-o/fat.h): a table in big-endian numbers, of 32 or 64 bits, then the parts on pages of their own.
 * The files are called by their architecture.
 */
export function universal(files: readonly Packed[], bits: 32 | 64): Buffer {
  const page = 1 << 14;
  const head = Buffer.alloc(page);
  head.writeUInt32BE(bits === 64 ? 0xcafebabf : 0xcafebabe, 0);
  head.writeUInt32BE(files.length, 4);
  const parts: Buffer[] = [head];
  let offset = page;
  for (const [index, { name, bytes }] of files.entries()) {
    const [cpu, subtype] = cpus[name] ?? [0, 0];
    const words =
      bits === 64 ? [cpu, subtype, 0, offset, 0, bytes.length, 14, 0] : [cpu, subtype, offset, bytes.length, 14];
    for (const [field, word] of words.entries()) head.writeUInt32BE(word, 8 + (index * words.length + field) * 4);
    const padding = Buffer.alloc((page - (bytes.length % page)) % page);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}

/** An ELF file of 64 bits that counts its segments in the first section header, as those do that have 65,535 and more (PN_XNUM). */
export function segmentsCountedElsewhere(file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  const firstSection = Number(bytes.readBigUInt64LE(40));
  bytes.writeUInt32LE(bytes.readUInt16LE(56), firstSection + 44);
  bytes.writeUInt16LE(0xffff, 56);
  return bytes;
}
