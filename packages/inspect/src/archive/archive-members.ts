import { partOf, type ByteSource } from '../bytes/byte-source.ts';
import { latin1, longestText, readerOf, textUpTo } from '../bytes/reader.ts';

/** A member of an archive; a thin archive's members are files elsewhere, and have no bytes here. */
export interface ArchiveMember {
  readonly name: string;
  readonly source: ByteSource | undefined;
}

const headerSize = 60;
const symbolTables = new Set(['/', '/SYM64/', '/<ECSYMBOLS>/', '__.SYMDEF', '__.SYMDEF SORTED', '__.SYMDEF_64']);

/**
 * The members of an archive (`ar.h`; GNU's and BSD's long names; Microsoft's "Archive (Library) File Format"), without
 * its symbol tables: the first `most`.
 */
export function archiveMembers(
  source: ByteSource,
  most: number,
): { readonly members: readonly ArchiveMember[]; readonly problems: readonly string[] } {
  const isThin = latin1(source.read(0, 8)) === '!<thin>\n';
  const reader = readerOf(source, true);
  const members: ArchiveMember[] = [];
  let longNames: ByteSource | undefined;
  let at = 8;
  while (at < source.size) {
    const view = reader.view(at, headerSize);
    if (view === undefined) return { members, problems: ['the header of a member is cut off'] };
    const header = latin1(new Uint8Array(view.buffer, view.byteOffset, headerSize));
    const size = Number(/^\d+$/.exec(header.slice(48, 58).trim())?.[0] ?? Number.NaN);
    if (header.slice(58) !== '`\n' || Number.isNaN(size))
      return { members, problems: ['the header of a member is none'] };
    const body = at + headerSize;
    const plain = header.slice(0, 16).trimEnd();
    const isTable = plain === '//' || symbolTables.has(plain);
    const isElsewhere = isThin && !isTable;
    if (!isElsewhere && body + size > source.size) return { members, problems: [`the member ${plain} is cut off`] };
    if (plain === '//') longNames = partOf(source, body, size);
    else if (!isTable) {
      const bsd = /^#1\/(\d+)$/.exec(plain)?.[1];
      const skip = bsd === undefined ? 0 : Math.min(Number(bsd), size);
      const name =
        bsd === undefined ? nameOf(plain, longNames) : bsdName(source.read(body, Math.min(skip, longestText)));
      if (!symbolTables.has(name)) {
        if (members.length === most) {
          source.cut?.('there are more members than are looked into');
          break;
        }
        members.push({ name, source: isElsewhere ? undefined : partOf(source, body + skip, size - skip) });
      }
    }
    at = body + (isElsewhere ? 0 : size + (size % 2));
  }
  return { members, problems: [] };
}

/** A name that stands before a member's bytes, filled up with NULs. */
const bsdName = (bytes: Uint8Array) => latin1(bytes).replace(/\0.*$/s, '');

/** A name as it stands in a header: GNU ends it by a slash, and names that are longer stand in a member called `//`. */
function nameOf(plain: string, longNames: ByteSource | undefined): string {
  // A thin archive says behind a colon where in another archive the member is.
  const long = /^\/(\d+)(:\d+)?$/.exec(plain)?.[1];
  if (long === undefined) return plain.replace(/\/$/, '');
  // GNU ends them by a line, Microsoft by a NUL.
  const name = longNames === undefined ? undefined : textUpTo(longNames, Number(long), longestText, [0, 0x0a]);
  return name?.replace(/\/$/, '') ?? plain;
}
