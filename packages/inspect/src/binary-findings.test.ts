import { inspect } from '@mkcross/inspect';
import { archive, bytesOf, elf, pe, wasm } from '../test/small-binaries.ts';

const loader = '/lib64/ld-linux-x86-64.so.2\0';
const muslLoader = '/lib/ld-musl-x86_64.so.1\0';
const codes = (bytes: Uint8Array) => inspect(bytes, 'file').findings.map(({ code }) => code);

/** A program that needs one library. */
const needing = (interpreter: string, library = 'libc.so.6') =>
  elf([[1, interpreter.length]], `${interpreter}${library}\0`);

/** The program, at a fixed address, with its interpreter's segment made another one. */
function withSegment(program: Uint8Array, type: number, flags: number): Uint8Array {
  const changed = Uint8Array.from(program);
  changed[16] = 2;
  changed.set(bytesOf(type, flags), 64 + 56);
  return changed;
}

describe('a program for Linux', () => {
  it('that is in order has nothing wrong', () => {
    expect(codes(needing(loader))).toEqual([]);
  });

  it.each([
    ['needs no library, yet names a loader', elf([], loader), ['INTERPRETER_WITHOUT_LIBRARIES']],
    ['needs libraries, and names no loader', withSegment(needing(loader), 0, 0), ['LIBRARIES_WITHOUT_INTERPRETER']],
    ['is of musl by its loader and of glibc by its library', needing(muslLoader), ['TWO_C_LIBRARIES']],
    [
      'names its loader in the Nix store',
      needing('/nix/store/0123456789abcdfghijklmnpqrsvwxyz-glibc/lib/ld-linux-x86-64.so.2\0'),
      ['PATH_IN_NIX_STORE'],
    ],
    [
      'has a stack that may be run',
      withSegment(needing(loader), 0x6474e551, 7),
      ['LIBRARIES_WITHOUT_INTERPRETER', 'STACK_EXECUTABLE'],
    ],
    [
      'has relocations in its code',
      elf(
        [
          [1, loader.length],
          [22, 0],
        ],
        `${loader}libc.so.6\0`,
      ),
      ['TEXT_RELOCATIONS'],
    ],
    ['is cut', needing(loader).subarray(0, 260), ['BINARY_DAMAGED']],
  ])('%s', (_, program, expected) => {
    expect(codes(program)).toEqual(expected);
  });
});

describe('a program for Windows', () => {
  it.each([
    ['needs a DLL that nobody knows', ['KERNEL32.dll', 'mine.dll'], ['DLL_UNKNOWN']],
    ['needs a DLL of a compiler', ['libgcc_s_seh-1.dll'], ['DLL_OF_COMPILER']],
    ['needs a DLL that Microsoft’s installers bring', ['VCRUNTIME140.dll'], ['DLL_OF_REDISTRIBUTABLE']],
    ['loads two C runtimes', ['msvcrt.dll', 'ucrtbase.dll'], ['TWO_C_RUNTIMES']],
    ['needs DLLs of Windows', ['WINMM.dll', 'COMCTL32.dll', 'gdiplus.dll', 'OLEAUT32.dll'], []],
  ])('%s', (_, dlls, expected) => {
    expect(codes(pe(dlls))).toEqual(expected);
  });
});

it('an archive holds objects of two kinds', () => {
  const members = [
    ['a.o', needing(loader)],
    ['b.o', wasm([])],
  ] as const;
  expect(codes(archive(members))).toEqual(['ARCHIVE_MIXED']);
});
