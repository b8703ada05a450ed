import { partOf, type ByteSource } from '../bytes/byte-source.ts';
import { readerOf, wide } from '../bytes/reader.ts';
import { isCpu, machoArch } from './macho-names.ts';

/** A part of a universal ("fat") Mach-O file. */
export interface UniversalPart {
  readonly arch: string;
  readonly source: ByteSource;
}

/** More than there are architectures, and fewer than the version that a Java class has in the same place. */
const mostParts = 40;

/** The parts of a universal file; undefined where it is none, as a Java class, which has the same magic (mach-o/fat.h). */
export function universalParts(
  source: ByteSource,
): { readonly parts: readonly UniversalPart[]; readonly problems: readonly string[] } | undefined {
  const reader = readerOf(source, false);
  const head = reader.view(0, 12);
  if (head === undefined) return undefined;
  const is64 = head.getUint32(0) === 0xcafebabf;
  const count = head.getUint32(4);
  if (count === 0 || count > mostParts || !isCpu(head.getUint32(8))) return undefined;
  const size = is64 ? 32 : 20;
  const parts: UniversalPart[] = [];
  const problems: string[] = [];
  for (let index = 0; index < count; index++) {
    const entry = reader.view(8 + index * size, size);
    if (entry === undefined) return { parts, problems: [...problems, 'the table of its parts is cut off'] };
    const arch = machoArch(entry.getUint32(0), entry.getUint32(4));
    const [offset, length] = is64
      ? [wide(entry, 8, false), wide(entry, 16, false)]
      : [entry.getUint32(8), entry.getUint32(12)];
    if (offset + length > source.size) problems.push(`the part for ${arch} lies outside of the file`);
    parts.push({ arch, source: partOf(source, offset, length) });
  }
  return { parts, problems };
}
