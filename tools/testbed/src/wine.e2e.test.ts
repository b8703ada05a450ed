import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { develop, examplePrograms, setUp, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';

const project = examplePrograms.find((program) => program.project.endsWith('rust-workspace'))?.project ?? '';
const runner = '"$CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER"';
let testbed: Testbed;
let folder: string;

/** Compiles a C program for Windows, outside of any shell. */
async function compile(name: string, source: string, ...args: readonly string[]): Promise<string> {
  await writeFile(join(folder, `${name}.c`), source);
  const out = join(folder, name);
  await execa('x86_64-w64-mingw32-gcc-posix', [join(folder, `${name}.c`), '-o', out, ...args]);
  return out;
}

const inShell = (script: string, input?: string) =>
  develop(testbed, { project, command: ['bash', '-c', script] }, input === undefined ? {} : { input });

beforeAll(async () => {
  testbed = await setUp(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'mkcross-wine-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the runner of Windows programs', () => {
  it('passes arguments with blanks and quotes, standard input and the exit code', async () => {
    const source = `#include <stdio.h>
int main(int n, char **a) { char b[99] = ""; fgets(b, 99, stdin); for (int i = 1; i < n; i++) printf("[%s]", a[i]); printf("%s", b); return 42; }`;
    const exe = await compile('args.exe', source);
    const { stdout, stderr, exitCode } = await inShell(`${runner} '${exe}' 'a b' '"q"' "it's" ''`, 'line of input\n');
    expect(stdout).toBe(`[a b]["q"][it's][]line of input`);
    expect(exitCode).toBe(42);
    expect(stderr).not.toMatch(/wine|fixme|err:/i);
  });

  it('passes SIGTERM on and leaves nothing behind', async () => {
    const exe = await compile(
      'sleep.exe',
      '#include <windows.h>\nint main() { puts("up"); fflush(stdout); Sleep(60000); return 0; }',
      '-include',
      'stdio.h',
    );
    const script = `${runner} '${exe}' >'${folder}/up' & runner=$!
until grep -q up '${folder}/up'; do sleep 0.1; done
kill -TERM $runner; wait $runner; echo "ended with $?"`;
    const { stdout } = await inShell(script);
    expect(stdout).toBe('ended with 143');
  });

  it('names the DLL that a program cannot start without', async () => {
    await writeFile(join(folder, 'gone.c'), '__declspec(dllexport) int gone(void) { return 1; }');
    await execa(
      'x86_64-w64-mingw32-gcc-posix',
      ['-shared', 'gone.c', '-o', 'gone-1.dll', '-Wl,--out-implib,libgone.a'],
      { cwd: folder },
    );
    const exe = await compile('needs.exe', 'int gone(void);\nint main() { return gone(); }', join(folder, 'libgone.a'));
    await rm(join(folder, 'gone-1.dll'));
    const { stderr, exitCode } = await inShell(`${runner} '${exe}'`);
    expect(stderr).toMatch(
      /needs\.exe could not start, because a DLL is missing:\s+mkcross: {3}gone-1\.dll, named by needs\.exe/,
    );
    expect(exitCode).toBe(53);
  });

  it('says of exit code 53 nothing where no DLL is missing', async () => {
    const exe = await compile('exit53.exe', 'int main() { return 53; }');
    const { stderr, exitCode } = await inShell(`${runner} '${exe}'`);
    expect(stderr).not.toMatch(/DLL/);
    expect(exitCode).toBe(53);
  });

  it('refuses to use the user’s own prefix', async () => {
    const { stderr, exitCode } = await inShell(`unset WINEPREFIX; ${runner} any.exe`);
    expect(stderr).toMatch(/WINEPREFIX is not set/);
    expect(exitCode).toBe(125);
  });
});
