import type { Reader } from '../bytes/reader.ts';
import type { Resources } from '../inspect/inspection-schema.ts';
import type { PeHeader } from './pe-header.ts';
import { readVersion } from './version-resource.ts';

const resourceDirectory = 2;
/** Types of resources by number (winuser.h). */
const type = { groupIcon: 14, version: 16 } as const;
const headSize = 16;
const entrySize = 8;
/** Of a table; linkers write them in order, numbers behind names. */
const mostEntries = 4096;
/** Set where an entry is a table of its own, or a name. */
const flag = 0x80000000;
/** No version resource is as long. */
const longestVersion = 1 << 16;

/**
 * What the resources of a PE file say ("The .rsrc Section"): trees of type, name and language; null where there are none,
 * or none that can be read.
 */
export function readResources(reader: Reader, header: PeHeader): Resources | null {
  const { address, size } = header.directories[resourceDirectory] ?? { address: 0, size: 0 };
  const base = size === 0 ? undefined : header.sections.offsetOf(address);
  const types = base === undefined ? undefined : readTable(reader, base);
  if (base === undefined || types === undefined) return null;
  /** The table or the place of data below an entry. */
  const below = (entry: Entry | undefined) => (!entry?.isTable ? undefined : readTable(reader, base + entry.offset));
  const names = (number: number) => below(types.find(({ id }) => id === number)) ?? [];
  const [data] = below(names(type.version)[0]) ?? [];
  const place = data === undefined || data.isTable ? undefined : reader.view(base + data.offset, headSize);
  const start = place === undefined ? undefined : header.sections.offsetOf(place.getUint32(0, true));
  const length = place?.getUint32(4, true) ?? 0;
  const bytes = start === undefined || length > longestVersion ? undefined : reader.view(start, length);
  const version = bytes === undefined ? undefined : readVersion(bytes);
  return {
    fileVersion: version?.file ?? null,
    productVersion: version?.product ?? null,
    texts: version?.texts ?? {},
    icons: names(type.groupIcon).length,
  };
}

/** An entry of a table of resources; offsets count from the first table. */
interface Entry {
  /** undefined for what has a name. */
  readonly id: number | undefined;
  readonly isTable: boolean;
  readonly offset: number;
}

function readTable(reader: Reader, at: number): readonly Entry[] | undefined {
  const head = reader.view(at, headSize);
  if (head === undefined) return undefined;
  const count = Math.min(head.getUint16(12, true) + head.getUint16(14, true), mostEntries);
  const entries = reader.view(at + headSize, count * entrySize);
  if (entries === undefined) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const [name, place] = [entries.getUint32(index * entrySize, true), entries.getUint32(index * entrySize + 4, true)];
    return { id: name >= flag ? undefined : name, isTable: place >= flag, offset: place % flag };
  });
}
