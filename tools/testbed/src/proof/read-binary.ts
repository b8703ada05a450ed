import { execa } from 'execa';

/** What an independent reader of headers says of a program. */
export interface BinaryFacts {
  readonly format: 'elf' | 'pe';
  /** PT_INTERP of an ELF file. */
  readonly interpreter?: string;
  /** DT_NEEDED of an ELF file, imported DLLs of a PE file; sorted. */
  readonly needed: readonly string[];
}

/** Reads a program's headers with binutils, not with code of mkcross. `env` has those in its PATH, if this process has not. */
export async function readBinary(path: string, env: Readonly<Record<string, string>> = {}): Promise<BinaryFacts> {
  const { stdout: headers } = await execa('objdump', ['--file-headers', path], { env });
  if (headers.includes('file format pei-')) {
    const { stdout } = await execa('objdump', ['--private-headers', path], { env });
    return {
      format: 'pe',
      needed: unique([...stdout.matchAll(/DLL Name: (.+)/g)].map(([, name = '']) => name.toLowerCase())),
    };
  }
  const { stdout } = await execa('readelf', ['--wide', '--program-headers', '--dynamic', path], { env });
  const interpreter = /program interpreter: (.*)\]/.exec(stdout)?.[1];
  const needed = unique([...stdout.matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name = '']) => name));
  return { format: 'elf', ...(interpreter === undefined ? {} : { interpreter }), needed };
}

/** The formats of the object files in a static library, each once. */
export async function archiveFormats(path: string): Promise<readonly string[]> {
  const { stdout } = await execa('llvm-readobj', ['--file-headers', path]);
  return unique([...stdout.matchAll(/^Format: (.*)$/gm)].map(([, format = '']) => format));
}

/** DLLs that every Windows has and that Rust's, C's and C++'s runtimes use. */
const windowsDlls: readonly string[] = [
  'advapi32.dll',
  'bcrypt.dll',
  'bcryptprimitives.dll',
  'gdi32.dll',
  'gdiplus.dll',
  'kernel32.dll',
  'msvcrt.dll',
  'ntdll.dll',
  'ole32.dll',
  'shell32.dll',
  'user32.dll',
  'userenv.dll',
  'ws2_32.dll',
];

/** What a program needs that not every machine of its system has; of an ELF file, everything that is not in it. */
export function foreignNeeds({ format, needed, interpreter }: BinaryFacts): readonly string[] {
  if (format === 'pe') return needed.filter((dll) => !windowsDlls.includes(dll) && !dll.startsWith('api-ms-win-'));
  return [...(interpreter === undefined ? [] : [interpreter]), ...needed];
}

const unique = (names: readonly string[]) => [...new Set(names)].toSorted();
