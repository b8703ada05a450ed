import type { Target } from '@mkcross/core';
import type { Artifact, Files } from './adapter.ts';
import { baseName } from './paths.ts';

/** Shared libraries and archives by their names; import libraries (`libX.dll.a`), debug information and Rust's own formats are neither. */
const libraryName = /(?<!\.dll)\.(a|lib|so(\.\d+)*|dylib|dll)$/;

/** Whether a file is called like a shared library or an archive. */
export const isLibrary = (path: string): boolean => libraryName.test(baseName(path)) && !path.endsWith('.dll.lib');

/** The name of a program or library for people: `app.exe` to `app`, `libnotes.so.1.2` to `libnotes`. */
export function artifactName(path: string, { executableSuffix }: Target): string {
  const name = baseName(path);
  if (isLibrary(path)) return name.replace(libraryName, '');
  return executableSuffix !== '' && name.endsWith(executableSuffix) ? name.slice(0, -executableSuffix.length) : name;
}

/** Whether a file is called like an executable of the target: without a suffix of its system, only the file says more. */
export function hasExecutableName(path: string, { executableSuffix }: Target): boolean {
  const name = baseName(path);
  return executableSuffix === '' ? !/\.[A-Za-z]+$/.test(name) : name.endsWith(executableSuffix);
}

/** The first bytes of executables whose names have no suffix; Mach-O's are not UTF-8. */
const beginnings: Readonly<Record<Target['format'], RegExp>> = {
  elf: /^\u007fELF/,
  macho: /^[\ufffd\u00ca\u00cf\u00fe]/,
  pe: /^MZ/,
  wasm: /^\0asm/,
};

/** The executables and libraries among files, for build systems that do not name what they have built. Scripts are not among them. */
export async function artifactsAmong(
  paths: readonly string[],
  target: Target,
  folder: string,
  { read }: Pick<Files, 'read'>,
): Promise<readonly Artifact[]> {
  const found = await Promise.all(
    paths.map(async (path): Promise<readonly Artifact[]> => {
      const named = { name: artifactName(path, target), path, folder };
      if (isLibrary(path)) return [{ ...named, kind: 'library', run: false }];
      if (!hasExecutableName(path, target)) return [];
      const isProgram = beginnings[target.format].test((await read(path)) ?? '');
      return isProgram ? [{ ...named, kind: 'executable', run: true }] : [];
    }),
  );
  return found.flat();
}
