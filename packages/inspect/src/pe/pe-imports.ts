import type { Reader } from '../bytes/reader.ts';
import type { PeHeader } from './pe-header.ts';

/** A DLL by name, and whether it is loaded late. */
export interface ImportedDll {
  readonly name: string;
  readonly delayed: boolean;
}

const mostDlls = 4096;
/** Ordinals have 16 bits. */
const mostExports = 65_536;
const directory = { exports: 0, imports: 1, delayed: 13 } as const;

/** The DLLs that the import tables name, in their order ("The .idata Section", "Delay-Load Import Tables"). */
export function readImports(
  reader: Reader,
  header: PeHeader,
): { readonly dlls: readonly ImportedDll[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const { offsetOf } = header.sections;
  const table = (index: number, size: number, nameAt: number, delayed: boolean): readonly ImportedDll[] => {
    // Windows does not look at the size of either table.
    const { address } = header.directories[index] ?? { address: 0 };
    if (address === 0) return [];
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
  const names = new Set(dlls.map(({ name }) => name.toLowerCase()));
  const forwarded = [...forwardedTo(reader, header, problems)].filter((name) => !names.has(name.toLowerCase()));
  return { dlls: [...dlls, ...forwarded.map((name) => ({ name, delayed: true }))], problems };
}

/** The DLLs that have the functions which this one exports and does not have: they are loaded once such a function is asked for. */
function forwardedTo(reader: Reader, { directories, sections }: PeHeader, problems: string[]): ReadonlySet<string> {
  const { address, size } = directories[directory.exports] ?? { address: 0, size: 0 };
  const start = address === 0 ? undefined : sections.offsetOf(address);
  const table = start === undefined ? undefined : reader.view(start, 40);
  if (table === undefined) return new Set();
  const count = Math.min(table.getUint32(20, true), mostExports);
  if (count < table.getUint32(20, true)) reader.cut(`it exports more than ${mostExports} functions`);
  const at = sections.offsetOf(table.getUint32(28, true));
  const functions = count === 0 || at === undefined ? undefined : reader.view(at, count * 4);
  const dlls = new Map<string, string>();
  for (let index = 0; functions !== undefined && index < count; index++) {
    // What is exported and lies in the table itself is a text: DLL.function, or DLL.#ordinal.
    const place = functions.getUint32(index * 4, true);
    if (place < address || place >= address + size) continue;
    const offset = sections.offsetOf(place);
    const dll = /^(.+)\./.exec(offset === undefined ? '' : (reader.text(offset, 512) ?? ''))?.[1];
    if (dll === undefined) problems.push('the name of an exported function of another DLL lies outside of the file');
    else dlls.set(dll.toLowerCase(), /\.(dll|drv|exe|ocx|sys)$/i.test(dll) ? dll : `${dll}.dll`);
    if (dll === undefined) break;
  }
  return new Set(dlls.values());
}

/** Whether there are base relocations, without which no loader can move the image. */
export const hasRelocations = (header: PeHeader): boolean => (header.directories[5]?.size ?? 0) > 0;

/** Whether .NET runs it, whose metadata name what it needs. */
export const isManaged = (header: PeHeader): boolean => (header.directories[14]?.address ?? 0) > 0;
