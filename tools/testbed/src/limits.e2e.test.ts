import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

const musl = 'x86_64-unknown-linux-musl';
const arm = 'aarch64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-limits-'));
  const files = {
    'mkcross.toml': `plugins = ["zig-cc", "wine", "qemu"]\ntargets = ["${musl}", "${windows}", "${arm}"]\n`,
    'main.c': 'int main(void) { return 0; }\n',
    'index.c': 'int main(int count, char **words) { (void)words; int a[2] = {0}; return a[count]; }\n',
    'openmp.c': '#include <omp.h>\nint main(void) { return omp_get_max_threads() == 0; }\n',
    'math.c':
      '#include <math.h>\nint main(int count, char **words) { (void)words; int e; return frexpf((float)count, &e) > 1; }\n',
    'glibc.c':
      'int __fprintf_chk(void *, int, const char *, ...);\nint main(void) { return __fprintf_chk(0, 0, ""); }\n',
    'load.c':
      '#include <dlfcn.h>\n#include <stdio.h>\nint main(void) { dlopen("x.so", RTLD_NOW); puts(dlerror()); return 0; }\n',
    'leaf.c': '__declspec(dllexport) int leaf(void) { return 0; }\n',
    'uses.c': 'int leaf(void);\nint main(void) { return leaf(); }\n',
    'code.c': 'int main(void) { return 256; }\n',
    'child.c':
      '#include <stdio.h>\n#include <unistd.h>\nint main(int count, char **words) { if (count > 1) return 0; execl(words[0], words[0], "x", (char *)0); perror("child"); return 1; }\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

/** What a line of bash prints in the shell of the project. */
async function printed(line: string): Promise<string> {
  const words = [command, 'run', '--backend', 'host', '--', 'bash', '-c', line];
  const { all } = await execa('node', words, {
    cwd: project,
    env: testbed.host,
    extendEnv: false,
    reject: false,
    all: true,
  });
  return all;
}

/** The messages of the page, and lines that print them. */
const messages: readonly (readonly [string, string])[] = [
  ['undefined symbol: llvm_gcda_start_file', `${musl}-gcc --coverage main.c -o a`],
  ['undefined symbol: mcount', `${musl}-gcc -pg main.c -o a`],
  ['undefined symbol: __asan_report_load', `${musl}-gcc -fsanitize=address index.c -o a`],
  ["'omp.h' file not found", `${musl}-gcc -fopenmp openmp.c -o a`],
  ['undefined symbol: frexpf', `${windows}-gcc -flto math.c -o a.exe`],
  ['unsupported linker arg: --defsym', `${musl}-gcc main.c -Wl,--defsym=other=main -o a`],
  ['unsupported linker arg: --output-def', `${windows}-gcc -shared leaf.c -Wl,--output-def,leaf.def -o leaf.dll`],
  ['unsupported linker arg: --heap', `${windows}-gcc main.c -Wl,--heap,1000000 -o a.exe`],
  ['unsupported linker arg: --allow-multiple-definition', `${musl}-gcc main.c -Wl,--allow-multiple-definition -o a`],
  ['unsupported linker arg: --dynamic-list', `${musl}-gcc main.c -Wl,--dynamic-list=main.c -o a`],
  ['unknown target CPU', `${arm}-gcc -march=native main.c -o a`],
  ['unable to find dynamic system library "msvcrt"', `${windows}-gcc main.c -lmsvcrt -o a.exe`],
  ['unable to find dynamic system library', `${musl}-gcc main.c -lnowhere -o a`],
  ['__fprintf_chk', `${musl}-gcc glibc.c -o a`],
  ['Dynamic loading not supported', `${musl}-gcc load.c -o a && ./a`],
  [
    'c0000135',
    `${windows}-gcc -shared leaf.c -o leaf.dll -Wl,--out-implib,libleaf.dll.a && ${windows}-gcc uses.c -L. -lleaf -o uses.exe && rm leaf.dll && wine-${windows} ./uses.exe`,
  ],
  ['Application could not be started', `wine-${windows} nowhere.exe`],
  ['code 1 as of 256', `${windows}-gcc code.c -o code.exe && wine-${windows} ./code.exe; echo "code $? as of 256"`],
];

it.each(messages)('%s', async (message, line) => {
  expect(await printed(line)).toContain(message);
});

const hasBinfmt = existsSync('/proc/sys/fs/binfmt_misc/qemu-aarch64');
(hasBinfmt ? it.skip : it)('Exec format error', async () => {
  expect(await printed(`${arm}-gcc child.c -o child && qemu-aarch64-${arm} ./child`)).toContain('Exec format error');
});

it('the page has these messages', async () => {
  const page = await readFile(new URL('../../../docs/limits.md', import.meta.url), 'utf8');
  const missing = messages.filter(
    ([message]) => !message.startsWith('code') && !message.startsWith('unsupported') && !page.includes(message),
  );
  expect(missing).toEqual([]);
});
