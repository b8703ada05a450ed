import { partOf, type ByteSource } from '../bytes/byte-source.ts';
import { latin1, readerOf } from '../bytes/reader.ts';

/** A member of an archive; a thin archive's members are files elsewhere, and have no bytes here. */
export interface ArchiveMember {
  readonly name: string;
  readonly source: ByteSource | undefined;
}

/** More members than are listed. */
const mostMembers = 10_000;
const headerSize = 60;
const symbolTables = new Set(['/', '/SYM64/', '/<ECSYMBOLS>/', '__.SYMDEF', '__.SYMDEF SORTED', '__.SYMDEF_64']);

/**
 * The members of an archive (`ar.h`; GNU's and BSD's long names; Microsoft's "Archive (Library) File Format"), without
 * its symbol tables.
 */
export function archiveMembers(source: ByteSource): {
  readonly members: readonly ArchiveMember[];
  readonly problem?: string;
} {
  const isThin = latin1(source.read(0, 8)) === '!<thin>\n';
  const reader = readerOf(source, true);
  const members: ArchiveMember[] = [];
  let longNames: ByteSource | undefined;
  let at = 8;
  while (at < source.size && members.length < mostMembers) {
    const view = reader.view(at, headerSize);
    if (view === undefined) return { members, problem: 'the header of a member is cut off' };
    const header = latin1(new Uint8Array(view.buffer, view.byteOffset, headerSize));
    const size = Number(header.slice(48, 58).trim() || Number.NaN);
    if (header.slice(58) !== '`\n' || !Number.isSafeInteger(size) || size < 0)
      return { members, problem: 'the header of a member is none' };
    const body = at + headerSize;
    const plain = header.slice(0, 16).trimEnd();
    const isTable = plain === '//' || symbolTables.has(plain);
    const isElsewhere = isThin && !isTable;
    if (!isElsewhere && body + size > source.size) return { members, problem: `the member ${plain} is cut off` };
    if (plain === '//') longNames = partOf(source, body, size);
    else if (!isTable) {
      const bsd = /^#1\/(\d+)$/.exec(plain)?.[1];
      const skip = bsd === undefined ? 0 : Math.min(Number(bsd), size);
      const name =
        bsd === undefined
          ? nameOf(plain, longNames)
          : latin1(source.read(body, Math.min(skip, 4096))).replace(/\0.*$/s, '');
      if (!symbolTables.has(name))
        members.push({ name, source: isElsewhere ? undefined : partOf(source, body + skip, size - skip) });
    }
    at = body + (isElsewhere ? 0 : size + (size % 2));
  }
  return { members };
}

/** A name as it stands in a header: GNU ends it by a slash, and names that are longer stand in a member called `//`. */
function nameOf(plain: string, longNames: ByteSource | undefined): string {
  const long = /^\/(\d+)$/.exec(plain)?.[1];
  if (long === undefined) return plain.replace(/\/$/, '');
  const offset = Number(long);
  const text =
    longNames === undefined || offset >= longNames.size
      ? ''
      : latin1(longNames.read(offset, Math.min(4096, longNames.size - offset)));
  return text.split(/\/?[\n\0]/)[0] ?? plain;
}
