import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

const program = 'int main(void) { return 0; }\n';
const library = 'int answer(void) { return 42; }\n';
/** More sections than the 16 bits of an ELF header count. */
const manySections =
  Array.from({ length: 66_000 }, (_, index) => `.section .s${String(index)},"a"\n.byte 1`).join('\n') + '\n';

const machines = [
  'aarch64-linux',
  'aarch64_be-linux',
  'armv7-linux-gnueabihf',
  'avr',
  'bpfeb',
  'bpfel',
  'hexagon',
  'i686-linux',
  'i686-windows-gnu',
  'mips-linux',
  'mips64-linux',
  'mips64el-linux',
  'mipsel-linux',
  'msp430',
  'powerpc-linux',
  'powerpc64-linux',
  'powerpc64le-linux',
  'riscv32-linux',
  'riscv64-linux',
  's390x-linux',
  'sparc-linux',
  'sparcv9-linux',
  'x86_64-linux-gnux32',
  'x86_64-windows-gnu',
];

/** A call of a compiler or of binutils, in the folder that gets the files. */
type Step = readonly [tool: string, ...args: string[]];

const steps: readonly Step[] = [
  ['gcc', 'program.c', '-o', 'static', '-static'],
  ['gcc', 'program.c', '-o', 'static-pie', '-static-pie'],
  ['gcc', 'program.c', '-o', 'no-pie', '-no-pie', '-g'],
  ['gcc', 'program.c', '-o', 'lazy', '-Wl,-z,lazy'],
  ['gcc', 'program.c', '-o', 'now', '-Wl,-z,now'],
  ['gcc', 'program.c', '-o', 'no-relro', '-Wl,-z,norelro'],
  ['gcc', 'program.c', '-o', 'executable-stack', '-Wl,-z,execstack'],
  ['gcc', 'program.c', '-o', 'runpath', '-Wl,-rpath,/a:$ORIGIN/b', '-Wl,--enable-new-dtags'],
  ['gcc', 'program.c', '-o', 'rpath', '-Wl,-rpath,/a:$ORIGIN/b', '-Wl,--disable-new-dtags'],
  ['gcc', 'program.c', '-o', 'md5-id', '-Wl,--build-id=md5'],
  ['gcc', 'program.c', '-o', 'no-id', '-Wl,--build-id=none'],
  ['gcc', 'program.c', '-o', 'compressed-debug', '-g', '-gz'],
  ['gcc', 'library.c', '-o', 'libanswer.so', '-shared', '-fPIC', '-Wl,-soname,libanswer.so.1'],
  ['gcc', '-c', 'many.s', '-o', 'many.o'],
  ['gcc', '-c', 'library.c', '-o', 'a-name-of-more-than-sixteen-characters.o'],
  ['objcopy', '--only-keep-debug', 'no-pie', 'no-pie.debug'],
  ['strip', 'no-pie', '-o', 'stripped'],
  ...['elf32-big', 'elf32-little', 'elf64-big', 'elf64-little'].map((format): Step => [
    'objcopy',
    '-I',
    'binary',
    '-O',
    format,
    'program.c',
    `${format}.o`,
  ]),
  ['ar', 'rc', 'whole.a', 'a-name-of-more-than-sixteen-characters.o', 'elf32-big.o', 'program.c'],
  ['ar', 'rcT', 'thin.a', 'a-name-of-more-than-sixteen-characters.o', 'elf32-big.o'],
  ['x86_64-w64-mingw32-gcc', 'program.c', '-o', 'id.exe', '-g', '-Wl,--build-id'],
  ['x86_64-w64-mingw32-gcc', 'program.c', '-o', 'fixed.exe', '-Wl,--disable-dynamicbase', '-Wl,--disable-nxcompat'],
  ['x86_64-w64-mingw32-gcc', 'program.c', '-o', 'stripped.exe', '-s', '-mwindows'],
  ['x86_64-w64-mingw32-gcc', 'library.c', '-o', 'answer.dll', '-shared', '-Wl,--out-implib,libanswer.dll.a'],
  ...machines.map((machine): Step => ['llc', `-mtriple=${machine}`, '-filetype=obj', 'code.ll', '-o', `${machine}.o`]),
];

/**
 * Makes binaries that a system has few of, or none: other machines and byte orders, all kinds of linkage and hardening,
 * more sections than a header counts. Returns the tools that were not there to do so.
 */
export async function makeRareBinaries(folder: string): Promise<readonly string[]> {
  await writeFile(join(folder, 'program.c'), program);
  await writeFile(join(folder, 'library.c'), library);
  await writeFile(join(folder, 'many.s'), manySections);
  await writeFile(join(folder, 'code.ll'), 'define i32 @answer() {\n  ret i32 42\n}\n');
  const missing = new Set<string>();
  for (const [tool, ...args] of steps) {
    const { code, failed, stderr } = await execa(tool, args, { cwd: folder, reject: false });
    if (code === 'ENOENT') missing.add(tool);
    else if (failed) throw new Error(`${tool} ${args.join(' ')}: ${stderr}`);
  }
  return [...missing];
}
