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

/** A universal file of thin Mach-O files (mach-o/fat.h): a table in big-endian numbers, then the parts on pages of their own. */
export function universal(files: readonly Packed[]): Buffer {
  const page = 1 << 14;
  const head = Buffer.alloc(page);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(files.length, 4);
  const parts: Buffer[] = [head];
  let offset = page;
  for (const [index, { bytes }] of files.entries()) {
    const [cpu, subtype] = [bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
    for (const [field, value] of [cpu, subtype, offset, bytes.length, 14].entries())
      head.writeUInt32BE(value, 8 + index * 20 + field * 4);
    const padding = Buffer.alloc((page - (bytes.length % page)) % page);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}
