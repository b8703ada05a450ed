import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyExample, develop, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);
// Debian 12 has no Go that is new enough: it is tested where the machine has one.
const { stdout: go } = await execa('which', ['go'], { env: testbed.host, extendEnv: false, reject: false });

const musl = 'x86_64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

/** Wine 8.0 has no bcryptprimitives.dll, and Go does not look for it in WINEPATH. */
const script = `rm -rf out
wine-${windows} cmd /c exit
cp "$WINEPATH/bcryptprimitives.dll" "$WINEPREFIX/drive_c/windows/system32"
for target in ${musl} ${windows}; do
  $target-go build -o "out/$target/" .
  $target-go run . one two
  $target-go test ./... | grep -c ^ok
done`;
const expected = ['Go, with C: 6 letters', '1', 'Go, with C: 6 letters', '1'];

(go === '' ? describe.skip : describe)('Go with C, in a folder with blanks', () => {
  let project: string;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mkcross-go-'));
    project = join(folder, 'meine Projekte für größe', 'go-cgo');
    await mkdir(dirname(project));
    await copyExample('go-cgo', project);
  });
  afterAll(() => rm(dirname(dirname(project)), { recursive: true, force: true, maxRetries: 20 }));

  const linkageOf = (path: string) => {
    const whole = join(project, 'out', path);
    return withFile(whole, (source) => inspect(source, whole)).linkage;
  };

  it('is built, tested and run for musl and Windows without Nix', async () => {
    const words = ['run', '--backend', 'host', '--', 'bash', '-ec', script];
    const { stdout } = await execa('node', [command, ...words], {
      cwd: project,
      env: testbed.host,
      extendEnv: false,
    });
    expect(stdout.split(/\r?\n/)).toEqual(expected);
    expect([linkageOf(`${musl}/go-cgo`), linkageOf(`${windows}/go-cgo.exe`)]).toEqual(['static', 'static']);
  });

  it('is built, tested and run for musl and Windows in nix develop, by the Go that the user has', async () => {
    await execa('sed', ['-i', '/^packages = /d', 'mkcross.toml'], { cwd: project });
    await execa('node', [command, 'generate'], { cwd: project });
    const { stdout, stderr } = await develop(testbed, {
      project,
      command: ['bash', '-ec', script],
      env: { PATH: `${testbed.env['PATH'] ?? ''}:${dirname(go)}` },
    });
    expect([stdout.split(/\r?\n/), stdout.startsWith('Go') ? '' : stderr]).toEqual([expected, '']);
    expect([linkageOf(`${musl}/go-cgo`), linkageOf(`${windows}/go-cgo.exe`)]).toEqual(['static', 'static']);
  });
});
