import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAndRun, copyExample, develop, examplePrograms, setUp, withWineOf, type Testbed } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const runner = '"$CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER"';
const machine = await setUp(() => undefined);
const wines: readonly (readonly [version: string, Testbed])[] = [
  ['8.0', machine],
  ['10.0', await withWineOf('trixie', machine, () => undefined)],
];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-windows-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 20 }));

/** Compiles a C program for Windows, outside of any shell. */
async function compile(name: string, source: string, ...args: readonly string[]): Promise<string> {
  await writeFile(join(folder, `${name}.c`), source);
  const out = join(folder, name);
  await execa('x86_64-w64-mingw32-gcc-posix', [join(folder, `${name}.c`), '-o', out, ...args]);
  return out;
}

describe.each(wines)('the runner of Windows programs, of Wine %s', (version, testbed) => {
  // A prefix that a newer Wine has used does not serve an older one.
  let own: string;
  let project: string;
  // Wine 10 of Debian aborts where TMPDIR is set, as Nix does; the runner copes with it.
  const server = 'wineserver() { env -u TMPDIR wineserver "$@"; }';
  const inShell = (script: string, input?: string) =>
    develop(
      testbed,
      { project, command: ['bash', '-c', `${server}\n${script}`] },
      input === undefined ? {} : { input },
    );

  beforeAll(async () => {
    own = join(folder, version);
    project = join(own, 'project');
    await mkdir(own);
    await copyExample('rust-workspace', project);
  });
  afterAll(async () => {
    // Wine's services write to their prefix when they end.
    await inShell(
      `for prefix in "$WINEPREFIX" '${own}/prefix' '${own}/several'; do export WINEPREFIX="$prefix"; wineserver -k; wineserver -w; done`,
    );
  });

  it('is that version', async () => {
    expect((await inShell('wineserver --version 2>&1')).stdout).toBe(`Wine ${version}`);
  });

  it('passes arguments with blanks and quotes, standard input and the exit code', async () => {
    const source = `#include <stdio.h>
int main(int n, char **a) { char b[99] = ""; fgets(b, 99, stdin); for (int i = 1; i < n; i++) printf("[%s]", a[i]); printf("%s", b); return 42; }`;
    const exe = await compile('args.exe', source);
    const { stdout, stderr, exitCode } = await inShell(`${runner} '${exe}' 'a b' '"q"' "it's" ''`, 'line of input\n');
    expect(stdout).toBe(`[a b]["q"][it's][]line of input`);
    expect(exitCode).toBe(42);
    // Nix says what it builds, and the first program of a project that its prefix is made; Wine itself says nothing.
    const said = stderr.split('\n').filter((line) => !/^building |^mkcross: creating the Wine prefix/.test(line));
    expect(said.join('\n')).not.toMatch(/wine|fixme|err:/i);
  });

  it('passes SIGTERM on and leaves nothing behind', async () => {
    const exe = await compile(
      'sleep.exe',
      '#include <windows.h>\nint main() { puts("up"); fflush(stdout); Sleep(60000); return 0; }',
      '-include',
      'stdio.h',
    );
    const script = `${runner} '${exe}' >'${own}/up' & runner=$!
until grep -q up '${own}/up' || ! kill -0 $runner; do sleep 0.1; done
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
      /cannot start needs\.exe: DLLs are missing:\s+mkcross: {3}gone-1\.dll, needed by needs\.exe/,
    );
    expect(exitCode).toBe(53);
  });

  it('lets a reader of its standard error go when the program ends, while Wine’s services still run', async () => {
    const exe = await compile('says.exe', '#include <stdio.h>\nint main() { fputs("said", stderr); return 0; }');
    const script = `wineserver -k; wineserver -w
for round in 1 2; do ${runner} '${exe}' 2>&1 >/dev/null | cat; wineserver -k0 && echo " up"; done
wineserver -k; wineserver -w
# Those that start at once start the services once.
for i in $(seq 8); do ${runner} '${exe}' 2>&1 >/dev/null | cat >'${own}/said-'$i & done; wait
wineserver -k0 && echo " up"; cat '${own}/said-'?`;
    expect((await inShell(script)).stdout).toBe(`said up\nsaid up\n up\n${'said'.repeat(8)}`);
  });

  it('passes every exit code on', async () => {
    const exe = await compile('code.exe', '#include <stdlib.h>\nint main(int n, char **a) { return atoi(a[1]); }');
    const script = `for code in $(seq 0 255); do
  ${runner} '${exe}' $code 2>'${own}/said'; got=$?
  [ $got = $code ] || { echo "$code is $got"; cat '${own}/said'; }
done`;
    expect((await inShell(script)).stdout).toBe('');
  });

  it('lets a program open files of this machine by their paths', async () => {
    const source = `#include <stdio.h>
int main(int n, char **a) { char b[9] = ""; FILE *f = fopen(a[1], "r"); if (!f) return 1; fgets(b, 9, f); printf("%s", b); return 0; }`;
    const exe = await compile('open.exe', source);
    const text = join(folder, 'a text.txt');
    await writeFile(text, 'read');
    expect((await inShell(`cd /; ${runner} '${exe}' '${text}'`)).stdout).toBe('read');
  });

  it('passes SIGINT on, to a program that takes it and to one that does not', async () => {
    const source = `#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
BOOL WINAPI taken(DWORD event) { if (getenv("TAKES")) ExitProcess(33); return FALSE; }
int main() { SetConsoleCtrlHandler(taken, TRUE); puts("up"); fflush(stdout); Sleep(60000); return 1; }`;
    const exe = await compile('interrupted.exe', source);
    const script = (file: string) => `set -m; ${runner} '${exe}' >'${own}/${file}' & runner=$!
until grep -q up '${own}/${file}' || ! kill -0 $runner; do sleep 0.1; done
kill -INT $runner; wait $runner; echo "ended with $?"`;
    expect((await inShell(`export TAKES=1; ${script('taken')}`)).stdout).toBe('ended with 33');
    expect((await inShell(script('untaken'))).stdout).not.toBe('ended with 1');
  });

  it('lets Wine name the exception that a program crashed with, in a line, and leaves its output alone', async () => {
    const source =
      '#include <stdio.h>\nint main() { puts("before"); fflush(stdout); *(volatile int *)8 = 1; return 0; }';
    const exe = await compile('crash.exe', source);
    const { stdout, stderr, exitCode } = await inShell(`${runner} '${exe}'`);
    expect([stdout, exitCode]).toEqual(['before', 5]);
    expect(stderr).toMatch(/Unhandled page fault on write access to 0*8 at address/);
  });

  it('lets Wine name the function that a DLL does not have', async () => {
    const build = ['-shared', 'part.c', '-o', 'part-1.dll', '-Wl,--out-implib,libpart.a'];
    const dll = async (name: string) => {
      await writeFile(join(folder, 'part.c'), `__declspec(dllexport) int ${name}(void) { return 1; }`);
      await execa('x86_64-w64-mingw32-gcc-posix', build, { cwd: folder });
    };
    await dll('wanted');
    const exe = await compile(
      'calls.exe',
      'int wanted(void);\nint main() { return wanted(); }',
      join(folder, 'libpart.a'),
    );
    await dll('other');
    const { stderr, exitCode } = await inShell(`${runner} '${exe}'`);
    expect(stderr).toMatch(/unimplemented function part-1\.dll\.wanted/);
    expect(exitCode).not.toBe(0);
  });

  it('runs a program with a window where there is no display', async () => {
    const source = `#include <windows.h>
int WINAPI WinMain(HINSTANCE i, HINSTANCE p, LPSTR c, int s) {
  HWND w = CreateWindowExA(0, "STATIC", "hello", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 10, 10, 200, 100, 0, 0, i, 0);
  return w ? 7 : 1;
}`;
    const exe = await compile('window.exe', source, '-mwindows');
    const { exitCode } = await inShell(
      `unset DISPLAY WAYLAND_DISPLAY; export WINEPREFIX='${own}/prefix'; ${runner} '${exe}'`,
    );
    expect(exitCode).toBe(7);
  });

  it('makes one prefix for twenty programs that start at once, in place of one that is half made', async () => {
    const exe = await compile('seven.exe', 'int main() { return 7; }');
    const script = `export WINEPREFIX='${own}/several'; mkdir -p "$WINEPREFIX/drive_c"
for i in $(seq 20); do {
  ${runner} '${exe}' 2>"${own}/several-said.$i"; got=$?
  [ $got = 7 ] || { echo "$i is $got"; cat "${own}/several-said.$i"; }
} & done; wait
cd '${own}'; ls -d several several.*; cat several-said.* | grep -c 'creating the Wine prefix'`;
    const { stdout } = await inShell(script);
    expect(stdout.split('\n')).toEqual(['several', expect.stringMatching(/^several\..+\.incomplete$/), '1']);
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

describe('Wine 10, which has what Rust needs of Windows', () => {
  const [, [, testbed] = ['', machine]] = wines;
  const target = 'x86_64-pc-windows-gnu';

  it.each(['hello-rust', 'c-make', 'cpp-cmake'])('runs the program of the example %s', async (name) => {
    const program = examplePrograms.find(({ project }) => basename(project) === name);
    if (program === undefined) throw new Error(`there is no example "${name}"`);
    const project = join(folder, name);
    await copyExample(name, project);
    const proofs = await buildAndRun(testbed, project, [{ ...program, targets: [target] }]);
    expect(proofs).toMatchObject([{ ran: true, log: '', linkage: 'only DLLs of Windows' }]);
  });

  it('runs a program in the shell without Nix, and is new enough for doctor', async () => {
    const project = join(folder, 'without-nix');
    await copyExample('c-make', project);
    const program = examplePrograms.find((one) => basename(one.project) === 'c-make');
    const mkcross = (...args: readonly string[]) =>
      execa(process.execPath, [command, ...args], { cwd: project, env: testbed.host, extendEnv: false, reject: false });
    const line = `${program?.build(target) ?? ''} >&2 && ${program?.run(target) ?? ''}`;
    const { stdout, stderr } = await mkcross('run', '--backend', 'host', '--target', target, '--', 'bash', '-c', line);
    expect({ stdout: stdout.replaceAll('\r', ''), stderr }).toMatchObject({ stdout: program?.stdout(target) });
    const doctor = await mkcross('doctor', '--json');
    expect(doctor.stdout).toMatch(/"10\.0"/);
    expect(doctor.stdout).not.toMatch(/TOOL_TOO_OLD|bcryptprimitives/);
  });
});
