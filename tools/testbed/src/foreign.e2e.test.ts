import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, develop, type Outcome, setUp } from '@mkcross/testbed';
import type { Report } from '@mkcross/verify';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
const mkcross = `'${process.execPath}' '${command}'`;
const aarch64 = 'aarch64-unknown-linux-musl';
const riscv64 = 'riscv64gc-unknown-linux-musl';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

/** A project of these files and, below them, an example's. */
async function makeProject(files: Readonly<Record<string, string>>, example?: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-foreign-'));
  folders.push(folder);
  if (example !== undefined) await copyExample(example, folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await execa('node', [command, 'generate'], { cwd: folder });
  return folder;
}

/** Runs a line of bash in a project's shell. */
type InShell = (project: string, script: string, input?: string) => Promise<Outcome>;

const byNix: InShell = (project, script, input = '') =>
  develop(testbed, { project, command: ['bash', '-c', script] }, { input });
const byHost: InShell = async (project, script, input = '') => {
  const args = [command, 'run', '--backend', 'host', '--', 'bash', '-c', script];
  const options = { cwd: project, env: testbed.host, extendEnv: false, reject: false, input };
  const { exitCode, stdout, stderr } = await execa('node', args, options);
  return { exitCode: exitCode ?? 128, stdout, stderr };
};
const shells: readonly (readonly [string, InShell])[] = [
  ['the Nix shell', byNix],
  ['the shell without Nix', byHost],
];

const isReport = (value: unknown): value is Report => typeof value === 'object' && value !== null && 'verdict' in value;

/** What `mkcross verify` found in a project: its verdict, and each step that did not pass. */
async function verify(inShell: InShell, project: string) {
  const { stdout, stderr } = await inShell(project, `${mkcross} verify --json --fresh`);
  const report: unknown = JSON.parse(stdout === '' ? JSON.stringify(stderr) : stdout);
  if (!isReport(report)) throw new Error(stderr);
  return {
    verdict: report.verdict,
    wrong: report.targets.flatMap(({ steps }) => steps.filter(({ status }) => status !== 'passed')),
    steps: report.targets.flatMap(({ target, steps }) => steps.map(({ name }) => ({ target, name }))),
  };
}

const echo = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int n, char **a) {
  char line[99] = "";
  if (n > 2 && strcmp(a[1], "end") == 0) return atoi(a[2]);
  if (n > 1 && strcmp(a[1], "abort") == 0) abort();
  if (n > 1 && strcmp(a[1], "wait") == 0) { puts("up"); fflush(stdout); for (;;) sleep(1); }
  fgets(line, sizeof line, stdin);
  for (int i = 1; i < n; i++) printf("[%s]", a[i]);
  printf("%s", line);
  return 42;
}
`;

describe.each(shells)('in %s, Zig for aarch64 and riscv64', (_, inShell) => {
  let project: string;
  beforeAll(async () => {
    const config = `plugins = ["zig", "qemu"]\ntargets = ["${aarch64}", "${riscv64}"]\n`;
    project = await makeProject({ 'mkcross.toml': config, 'echo.c': echo }, 'zig-hello');
    const { exitCode, stderr } = await inShell(
      project,
      `for target in aarch64 riscv64; do zig cc -target $target-linux-musl echo.c -o echo-$target || exit; done`,
    );
    if (exitCode !== 0) throw new Error(stderr);
  });

  it('is proven: fixtures, programs and unit tests are built and run', async () => {
    const { verdict, wrong, steps } = await verify(inShell, project);
    expect({ verdict, wrong }).toEqual({ verdict: 'proven', wrong: [] });
    const names = [/^zig\/zig: /, /zig-build: check letters$/, /zig-build: run letters$/, /zig-build: test$/];
    const seen = (name: RegExp) => (target: string) =>
      steps.some((step) => step.target === target && name.test(step.name));
    for (const name of names) expect([aarch64, riscv64].filter(seen(name))).toEqual([aarch64, riscv64]);
  });

  describe.each([
    ['aarch64', aarch64],
    ['riscv64', riscv64],
  ])('a program for %s', (arch, target) => {
    const runner = `qemu-${arch}-${target} ./echo-${arch}`;

    it('gets arguments with blanks and quotes, standard input, and gives its exit code', async () => {
      const { exitCode, stdout } = await inShell(project, `${runner} 'a b' '"q"' "it's" '' -x`, 'line of input\n');
      expect([exitCode, stdout.trimEnd()]).toEqual([42, `[a b]["q"][it's][][-x]line of input`]);
    });

    it('passes every kind of exit code on', async () => {
      const script = `for code in 0 1 53 125 127 200 255; do ${runner} end $code; [ $? = $code ] || echo $code; done`;
      expect((await inShell(project, script)).stdout).toBe('');
    });

    it('gets signals, and dies of them', async () => {
      const script = `${runner} wait >up & program=$!
until grep -q up up; do sleep 0.1; done
kill -TERM $program; wait $program; echo $?
${runner} abort; echo $?`;
      expect((await inShell(project, script)).stdout.trim().split('\n')).toEqual(['143', '134']);
    });
  });
});

/** Headers of a program that asks for a loader (elf(5)), and nothing else. */
function dynamicProgram(loader: string, bits: 32 | 64, isLittle: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(512));
  const [header, size] = bits === 64 ? [64, 56] : [52, 32];
  const put = (place: number, value: number) => {
    bytes.setUint32(place, value, isLittle);
  };
  const long = (place: number, value: number) => {
    put(bits === 64 && !isLittle ? place + 4 : place, value);
  };
  [0x7f, 0x45, 0x4c, 0x46, bits === 64 ? 2 : 1, isLittle ? 1 : 2].forEach((byte, place) => {
    bytes.setUint8(place, byte);
  });
  long(bits === 64 ? 32 : 28, header);
  bytes.setUint16(bits === 64 ? 54 : 42, size, isLittle);
  bytes.setUint16(bits === 64 ? 56 : 44, 2, isLittle);
  put(header, 6);
  const second = header + size;
  put(second, 3);
  long(second + (bits === 64 ? 8 : 4), 300);
  long(second + (bits === 64 ? 32 : 16), loader.length + 1);
  [...loader].forEach((letter, place) => {
    bytes.setUint8(300 + place, letter.charCodeAt(0));
  });
  return new Uint8Array(bytes.buffer);
}

describe('a program whose loader is nowhere', () => {
  it.each([
    [64, true],
    [64, false],
    [32, true],
    [32, false],
  ] as const)('is told so in our words: %s bits, little endian %s', async (bits, isLittle) => {
    const project = await makeProject({ 'mkcross.toml': `plugins = ["zig", "qemu"]\ntargets = ["${aarch64}"]\n` });
    await writeFile(join(project, 'dynamic'), dynamicProgram('/lib/ld-nowhere.so.1', bits, isLittle));
    const { exitCode, stderr } = await byHost(project, `qemu-aarch64-${aarch64} ./dynamic`);
    expect(stderr).toMatch(/^mkcross: cannot start dynamic: its loader is missing: \/lib\/ld-nowhere\.so\.1$/m);
    expect(exitCode).toBe(127);
  });
});

describe.each(shells)('in %s, zig cc', (_, inShell) => {
  const packages = '[nix]\npackages = ["cmake", "ninja"]\n';

  it('for aarch64 is proven with C++, CMake and ctest', async () => {
    const config = `plugins = ["zig-cc", "qemu"]\ntargets = ["${aarch64}"]\n${packages}`;
    const project = await makeProject({ 'mkcross.toml': config }, 'cpp-cmake');
    expect(await verify(inShell, project)).toMatchObject({ verdict: 'proven', wrong: [] });
  });

  it('for riscv64 builds C with CMake, whose tests and try_run start under qemu', async () => {
    const project = await makeProject({
      'mkcross.toml': `plugins = ["zig-cc", "qemu"]\ntargets = ["${riscv64}"]\n${packages}`,
      'echo.c': echo,
      'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(echo C)
enable_testing()
add_executable(echo echo.c)
add_test(NAME ends COMMAND echo end 0)
file(WRITE "\${CMAKE_BINARY_DIR}/try.c" "int main(void) { return 7; }")
try_run(RAN BUILT "\${CMAKE_BINARY_DIR}/try" "\${CMAKE_BINARY_DIR}/try.c")
message(STATUS "ran: \${RAN} on \${CMAKE_SYSTEM_PROCESSOR}")
`,
    });
    const script = `${riscv64}-cmake -S . -B build -G Ninja && cmake --build build && ctest --test-dir build`;
    const { exitCode, stdout, stderr } = await inShell(project, script);
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect(stdout).toContain('ran: 7 on riscv64');
    expect(stdout).toContain('100% tests passed');
  });
});
