import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
const testbed = await setUp(() => undefined);

const cargo = 'for t in x86_64-unknown-linux-musl x86_64-pc-windows-gnu; do cargo build --quiet --target $t; done';
const zig = 'for t in x86_64-linux-musl x86_64-windows-gnu; do zig build -Dtarget=$t --prefix out/$t; done';
const cmake =
  'for t in x86_64-unknown-linux-musl x86_64-pc-windows-gnu; do $t-cmake -S . -B out/$t -G Ninja && cmake --build out/$t; done';

describe('a new project, from an empty folder', () => {
  it.each([
    ['rust', cargo],
    ['zig', zig],
    ['c', cmake],
    ['cpp', cmake],
  ])('in %s, builds and runs for musl and Windows with what init and generate write', async (language, build) => {
    const project = await mkdtemp(join(tmpdir(), 'mkcross-new-'));
    try {
      await execa('node', [command, 'init', '--language', language, '--gitignore'], { cwd: project });
      await execa('node', [command, 'generate'], { cwd: project });
      const script = `set -e
${build} >&2
exe=$(find out target -name '*.exe' -perm -u+x -not -path '*/deps/*' -not -path '*/CMakeFiles/*' 2>/dev/null | head -n 1)
program=$(find out target -name "$(basename "$exe" .exe)" -type f -not -path '*/deps/*' 2>/dev/null | head -n 1)
last() { "$@" 2>&1 | tail -n 1; }
echo "$(last "./$program") / $(last wine-x86_64-pc-windows-gnu "$exe")"`;
      const { stdout, stderr } = await develop(testbed, { project, command: ['bash', '-c', script] });
      const [musl, windows] = stdout.replaceAll('\r', '').split(' / ');
      expect({ stderr, windows }).toMatchObject({ windows: musl });
      expect(musl).toMatch(/\S/);
    } finally {
      await rm(project, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

describe('a project that is there', () => {
  it('with a Makefile is built for musl and Windows with what init and generate write', async () => {
    const project = await mkdtemp(join(tmpdir(), 'mkcross-make-'));
    try {
      for (const file of ['Makefile', 'fold.c', 'fold.h', 'main.c'])
        await cp(join(examples, 'c-make', file), join(project, file));
      await execa('node', [command, 'init'], { cwd: project });
      await execa('node', [command, 'generate'], { cwd: project });
      // Nothing but the compiler is named, as people do first.
      const script = `set -e
make CC=x86_64-unknown-linux-musl-cc BUILD=musl >&2
make CC=x86_64-pc-windows-gnu-cc BUILD=windows EXE=.exe >&2
make >&2
musl/fold 9 one; wine-x86_64-pc-windows-gnu windows/fold.exe 9 one; build/fold 9 one`;
      const { stdout, stderr } = await develop(testbed, { project, command: ['bash', '-c', script] });
      expect({ stderr, stdout: stdout.replaceAll('\r', '') }).toMatchObject({
        stdout: 'one\n1 lines\n'.repeat(3).trimEnd(),
      });
    } finally {
      await rm(project, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
