import type { Reader } from '../bytes/reader.ts';
import { peFileOffset, type PeHeader } from './pe-header.ts';

/** A DLL by name, and whether it is loaded late. */
export interface ImportedDll {
  readonly name: string;
  readonly delayed: boolean;
}

const mostDlls = 4096;
const directory = { imports: 1, debug: 6, delayed: 13 } as const;

/** The DLLs that the import tables name, in their order ("The .idata Section", "Delay-Load Import Tables"). */
export function readImports(
  reader: Reader,
  header: PeHeader,
): { readonly dlls: readonly ImportedDll[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const table = (index: number, size: number, nameAt: number, delayed: boolean): readonly ImportedDll[] => {
    const { address, size: tableSize } = header.directories[index] ?? { address: 0, size: 0 };
    if (address === 0 || tableSize === 0) return [];
    const start = peFileOffset(header.sections, address);
    const dlls: ImportedDll[] = [];
    for (let entry = 0; entry < mostDlls; entry++) {
      const view = start === undefined ? undefined : reader.view(start + entry * size, size);
      if (view === undefined) {
        problems.push('the import table lies outside of the file');
        break;
      }
      const named = view.getUint32(nameAt, true);
      if (named === 0) break;
      // Tables of old compilers hold addresses of memory instead of distances from its base.
      const relative = delayed && (view.getUint32(0, true) & 1) === 0 ? named - header.imageBase : named;
      const offset = peFileOffset(header.sections, relative);
      const name = offset === undefined ? undefined : reader.text(offset, 512);
      if (name === undefined) problems.push('the name of a DLL lies outside of the file');
      else dlls.push({ name, delayed });
    }
    return dlls;
  };
  const dlls = [...table(directory.imports, 20, 12, false), ...table(directory.delayed, 32, 4, true)];
  return { dlls, problems: [...new Set(problems)] };
}

/** The CodeView record of the debug directory: GUID and age as one id, and the path of the PDB. */
export function readCodeView(
  reader: Reader,
  header: PeHeader,
): { readonly id: string; readonly pdb: string } | undefined {
  const { address, size } = header.directories[directory.debug] ?? { address: 0, size: 0 };
  const start = size === 0 ? undefined : peFileOffset(header.sections, address);
  if (start === undefined) return undefined;
  for (let at = start; at + 28 <= start + Math.min(size, 28 * 64); at += 28) {
    const entry = reader.view(at, 28);
    if (entry?.getUint32(12, true) !== 2) continue;
    const place = entry.getUint32(24, true);
    const record = reader.view(place, 24);
    if (record?.getUint32(0, true) !== 0x53445352) continue;
    const digits = (value: number | bigint, width: number) => value.toString(16).padStart(width, '0');
    const guid = [
      digits(record.getUint32(4, true), 8),
      digits(record.getUint16(8, true), 4),
      digits(record.getUint16(10, true), 4),
      digits(record.getBigUint64(12, false), 16),
    ];
    return { id: `${guid.join('')}${record.getUint32(20, true).toString(16)}`, pdb: reader.text(place + 24) ?? '' };
  }
  return undefined;
}

/** Whether there are base relocations, without which no loader can move the image. */
export const hasRelocations = (header: PeHeader): boolean => (header.directories[5]?.size ?? 0) > 0;
