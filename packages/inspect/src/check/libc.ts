import { matches } from '../data/pattern.ts';
import { elfLoaders, elfSystemLibraries, type ElfLibc } from '../data/system-libraries.ts';
import type { Inspection } from '../inspect/inspection-schema.ts';

/** `/lib64/ld-linux-x86-64.so.2` to `ld-linux-x86-64.so.2`. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The C library that an ELF file is linked with, by its loader, libraries or start files; undefined if they do not tell. */
export function libcOfFile({ crt, interpreter, needed }: Inspection): ElfLibc | undefined {
  const loader = interpreter === null ? undefined : fileName(interpreter);
  const byLoader = elfLoaders.find(([pattern]) => loader !== undefined && matches(loader, pattern))?.[1];
  if (byLoader !== undefined) return byLoader;
  if (needed.some((library) => matches(library, 'libc.so.6*'))) return 'glibc';
  if (needed.some((library) => matches(library, 'libc.musl-*'))) return 'musl';
  return crt.includes('glibc') ? 'glibc' : undefined;
}

/** Names of the libraries that every machine with a C library has, as patterns; empty if it is not known. */
export const librariesOf = (libc: ElfLibc | undefined): readonly string[] =>
  libc === undefined ? [] : elfSystemLibraries[libc];
