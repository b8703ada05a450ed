import {
  archOfTarget,
  elfLoaders,
  elfSystemLibraries,
  libcOfTarget,
  macosSystemFolders,
  wasiInterfaces,
  windowsApiSets,
  windowsDlls,
  windowsDllVersions,
  type Expectation,
} from '@mkcross/inspect/facts';
import { shellWord } from '../../nix/index.ts';
import elf from './elf.sh';
import macho from './macho.sh';
import main from './main.sh';
import pe from './pe.sh';
import read from './read.sh';
import wasm from './wasm.sh';

const pairs = (list: readonly (readonly [string, string])[]) => list.map(([name, value]) => `${name}=${value}`);

type Format = NonNullable<NonNullable<Expectation['target']>['format']>;

/** What reads a format, and the lists that it needs. */
const readers: Readonly<
  Record<Format, { readonly script: string; readonly lists: Readonly<Record<string, readonly string[]>> }>
> = {
  elf: {
    script: elf,
    lists: {
      elf_loaders: pairs(elfLoaders),
      ...Object.fromEntries(
        Object.entries(elfSystemLibraries).map(([libc, names]) => [`elf_libraries_${libc}`, names]),
      ),
    },
  },
  macho: { script: macho, lists: { macos_system_folders: macosSystemFolders } },
  pe: {
    script: pe,
    lists: {
      windows_api_sets: windowsApiSets,
      windows_dlls: windowsDlls,
      windows_dll_versions: pairs(windowsDllVersions),
    },
  },
  wasm: { script: wasm, lists: { wasi_interfaces: wasiInterfaces } },
};

/**
 * Bash that checks the headers of a binary in one of these formats, called with the file and {@link checkArguments}. The
 * variables `readelf` and `objdump` must hold the paths of those programs. Its verdict is that of `check` of
 * @mkcross/inspect.
 */
export function checkBinaryScript(formats: ReadonlySet<Format>): string {
  const parts = [...formats].toSorted().map((format) => readers[format]);
  return [
    ...parts
      .flatMap(({ lists }) => Object.entries(lists))
      .map(([name, values]) => `${name}=${shellWord(values.join(' '))}\n`),
    // Loops over lists take words, not files that happen to match patterns.
    'set -f\n',
    ...[read, ...parts.map(({ script }) => script), main].map(withoutComments),
  ].join('');
}

/** A script without its comments and empty lines, which flakes need not carry. */
const withoutComments = (script: string) => script.replaceAll(/^\s*#.*\n|^\n/gm, '');

/** What a binary should be, as arguments of {@link checkBinaryScript}. The script does not check `kind`. */
export function checkArguments({
  target = {},
  libraries,
  ...rest
}: Omit<Expectation, 'format' | 'kind'>): readonly string[] {
  const { format, bits, endian, system } = target;
  const values = { format, arch: archOfTarget(target), bits, endian, system, libc: libcOfTarget(target), ...rest };
  return [
    ...Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
    ...(libraries?.length === 0 ? ['no-library'] : (libraries ?? []).map((library) => `library=${library}`)),
  ];
}
