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

/** A list of words, or several by key. */
type Lists = Readonly<Record<string, Readonly<Record<string, readonly string[]>> | readonly string[]>>;

/** What reads a format, and the lists that it needs. */
const readers: Readonly<Record<Format, { readonly script: string; readonly lists: Lists }>> = {
  elf: {
    script: elf,
    lists: {
      elf_loaders: pairs(elfLoaders),
      elf_libraries: elfSystemLibraries,
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
    ...parts.flatMap(({ lists }) => Object.entries(lists)).flatMap(([name, values]) => listLines(name, values)),
    // Loops over lists take words, not files that happen to match patterns.
    'set -f\n',
    ...[read, ...parts.map(({ script }) => script), main].map(withoutComments),
  ].join('');
}

/** A list as a variable, or several as an associative array. */
function listLines(name: string, values: Lists[string]): readonly string[] {
  const line = (variable: string, words: readonly string[]) => `${variable}=${shellWord(words.join(' '))}\n`;
  if (isList(values)) return [line(name, values)];
  return [`declare -A ${name}\n`, ...Object.entries(values).map(([key, words]) => line(`${name}[${key}]`, words))];
}

const isList = (values: Lists[string]): values is readonly string[] => Array.isArray(values);

/** A script without its comments and empty lines, which flakes need not carry; shellcheck reads some. */
const withoutComments = (script: string) => script.replaceAll(/^\s*#(?! shellcheck ).*\n|^\n/gm, '');

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
