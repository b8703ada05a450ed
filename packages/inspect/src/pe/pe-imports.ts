import type { Reader } from '../bytes/reader.ts';
import type { PeHeader } from './pe-header.ts';

/** A DLL by name, and whether it is loaded late. */
export interface ImportedDll {
  readonly name: string;
  readonly delayed: boolean;
}

const mostDlls = 4096;
const directory = { imports: 1, delayed: 13 } as const;

/** The DLLs that the import tables name, in their order ("The .idata Section", "Delay-Load Import Tables"). */
export function readImports(
  reader: Reader,
  header: PeHeader,
): { readonly dlls: readonly ImportedDll[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const { offsetOf } = header.sections;
  const table = (index: number, size: number, nameAt: number, delayed: boolean): readonly ImportedDll[] => {
    const { address, size: tableSize } = header.directories[index] ?? { address: 0, size: 0 };
    if (address === 0 || tableSize === 0) return [];
    const start = offsetOf(address);
    const dlls: ImportedDll[] = [];
    for (let entry = 0; ; entry++) {
      if (entry === mostDlls) {
        reader.cut(`an import table has ${mostDlls} DLLs or more`);
        break;
      }
      const view = start === undefined ? undefined : reader.view(start + entry * size, size);
      if (view === undefined) {
        problems.push('the import table lies outside of the file');
        break;
      }
      const named = view.getUint32(nameAt, true);
      if (named === 0) break;
      // Tables of old compilers hold addresses of memory instead of distances from its base.
      const relative = delayed && (view.getUint32(0, true) & 1) === 0 ? named - header.imageBase : named;
      const offset = offsetOf(relative);
      const name = offset === undefined ? undefined : reader.text(offset, 512);
      if (name === undefined) problems.push('the name of a DLL lies outside of the file');
      else dlls.push({ name, delayed });
    }
    return dlls;
  };
  const dlls = [...table(directory.imports, 20, 12, false), ...table(directory.delayed, 32, 4, true)];
  return { dlls, problems };
}

/** Whether there are base relocations, without which no loader can move the image. */
export const hasRelocations = (header: PeHeader): boolean => (header.directories[5]?.size ?? 0) > 0;
