import { hex, type Reader } from '../bytes/reader.ts';

/** What notes say: the linker's build id, and the system that the file is for. */
export interface Notes {
  readonly buildId: string | null;
  readonly os: string | null;
  /** Whether there is NT_GNU_ABI_TAG, which the start files of glibc have and those of musl do not. */
  readonly hasGnuAbi: boolean;
}

/** The systems of NT_GNU_ABI_TAG (Linux Standard Base, ".note.ABI-tag"). */
const gnuSystems = ['linux', 'hurd', 'solaris', 'freebsd'] as const;
const systemsByOwner: Readonly<Record<string, string>> = {
  Android: 'android',
  FreeBSD: 'freebsd',
  NetBSD: 'netbsd',
  OpenBSD: 'openbsd',
};

const mostNotes = 200;
const align = (value: number, to: number) => Math.ceil(value / to) * to;

/** Reads the notes in some places of a file; `alignment` is 4, or 8 for property notes. */
export function readNotes(
  reader: Reader,
  places: readonly { readonly offset: number; readonly size: number; readonly alignment: number }[],
): Notes {
  const { little } = reader;
  let buildId: string | null = null;
  let os: string | null = null;
  let hasGnuAbi = false;
  let seen = 0;
  for (const { offset, size, alignment } of places) {
    let at = offset;
    while (at + 12 <= offset + size && seen++ < mostNotes) {
      const note = reader.view(at, 12);
      if (note === undefined) break;
      const [nameSize, bodySize, type] = [0, 4, 8].map((place) => note.getUint32(place, little));
      if (nameSize === undefined || bodySize === undefined || nameSize > 256) break;
      const name = reader.text(at + 12, nameSize);
      const bodyAt = at + align(12 + nameSize, alignment);
      if (name === 'GNU' && type === 3 && buildId === null && bodySize <= 64 && bodySize > 0) {
        const id = reader.view(bodyAt, bodySize);
        if (id !== undefined) buildId = hex(new Uint8Array(id.buffer, id.byteOffset, id.byteLength));
      }
      if (name === 'GNU' && type === 1) {
        hasGnuAbi = true;
        const tag = reader.view(bodyAt, 4);
        os ??= gnuSystems[tag?.getUint32(0, little) ?? -1] ?? null;
      }
      os ??= systemsByOwner[name ?? ''] ?? null;
      at = bodyAt + align(bodySize, alignment);
    }
  }
  return { buildId, os, hasGnuAbi };
}
