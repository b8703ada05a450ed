import type { Reader } from '../bytes/reader.ts';
import type { ElfHeader } from './elf-header.ts';
import { eachSection } from './elf-tables.ts';

/** What the sections of an ELF file say: those that a linker writes, and a loader has no need of. */
export interface SectionFacts {
  /** The first 1,000 that have a name. */
  readonly named: readonly { readonly name: string; readonly size: number }[];
  /** DWARF is in the file. */
  readonly hasDebugInfo: boolean;
  readonly hasSymbols: boolean;
  /** What is loaded is not in the file: it holds debug information of another. */
  readonly isDebug: boolean;
  /** The first 100 that hold notes. */
  readonly notes: readonly { readonly offset: number; readonly size: number; readonly alignment: number }[];
}

const sectionType = { symbols: 2, note: 7, nobits: 8 } as const;
const mostNamed = 1000;
const mostNotes = 100;

/** Reads all section headers; undefined where they are not in the file. */
export function readSections(reader: Reader, header: ElfHeader): SectionFacts | undefined {
  const named: { name: string; size: number }[] = [];
  const notes: SectionFacts['notes'][number][] = [];
  let hasDebugInfo = false;
  let hasSymbols = false;
  let isDebug = false;
  const inFile = eachSection(reader, header, ({ name, type, offset, size }) => {
    if (name !== '' && named.length < mostNamed) named.push({ name, size });
    hasDebugInfo ||= name === '.debug_info' || name === '.zdebug_info' || name === '.debug_info.dwo';
    hasSymbols ||= type === sectionType.symbols;
    isDebug ||= type === sectionType.nobits && (name === '.interp' || name === '.dynamic' || name === '.text');
    if (type !== sectionType.note) return;
    if (notes.length === mostNotes) reader.cut(`there are more than ${mostNotes} sections of notes`);
    else notes.push({ offset, size, alignment: name === '.note.gnu.property' ? 8 : 4 });
  });
  return inFile ? { named, hasDebugInfo, hasSymbols, isDebug, notes } : undefined;
}
