import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Files by what their first bytes promise. */
export interface Binaries {
  readonly archives: readonly string[];
  readonly elf: readonly string[];
  readonly mz: readonly string[];
  /** Archives whose members are files elsewhere. */
  readonly thin: readonly string[];
  /** All else; what some tool may still know by more than its first bytes. */
  readonly others: readonly string[];
}

/** The ordinary files below some folders; links are not followed, so that no file comes twice. */
export function binariesBelow(folders: readonly string[]): Binaries {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const grouped = files.toSorted().map((file) => ({ file, group: groupOf(file) }));
  const of = (wanted: keyof Binaries) => grouped.filter(({ group }) => group === wanted).map(({ file }) => file);
  return { archives: of('archives'), elf: of('elf'), mz: of('mz'), thin: of('thin'), others: of('others') };
}

function groupOf(file: string): keyof Binaries {
  const first = firstBytes(file);
  if (first.startsWith('\x7fELF')) return 'elf';
  if (first.startsWith('MZ')) return 'mz';
  if (first === '!<thin>\n') return 'thin';
  return first === '!<arch>\n' ? 'archives' : 'others';
}

function firstBytes(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(8);
    return bytes.toString('latin1', 0, readSync(opened, bytes, 0, 8, 0));
  } finally {
    closeSync(opened);
  }
}
