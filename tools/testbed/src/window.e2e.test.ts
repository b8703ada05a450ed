import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { copyExample, develop, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';
import { differingPixels, pictureWindow, startVirtualDisplay, type VirtualDisplay } from '../test/virtual-display.ts';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const reference = fileURLToPath(new URL('../test/clock.png', import.meta.url));
const testbed = await setUp(() => undefined);

/** A folder for the picture of the window, for those who want to look at it. */
const screenshots = process.env['MKCROSS_SCREENSHOTS'];

let project: string;
let display: VirtualDisplay;

beforeAll(async () => {
  // Wine's services hold on to the display of the first program: this project has a prefix of its own.
  project = await mkdtemp(join(tmpdir(), 'mkcross-window-'));
  await copyExample('win32-gdiplus', project);
  display = await startVirtualDisplay();
});
afterAll(async () => {
  await display.stop();
  await rm(project, { recursive: true, force: true, maxRetries: 20 });
});

describe('a program of Win32 and GDI+, built by zig c++', () => {
  it('is proven by mkcross verify, where there is no display', async () => {
    const verify = [process.execPath, command, 'verify'] as const;
    const { exitCode, stdout, stderr } = await develop(testbed, { project, command: verify });
    expect([exitCode, exitCode === 0 ? '' : stdout + stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^passed +x86_64-pc-windows-gnu +cmake: run clock /m);
  });

  it('shows in its window what it paints', async () => {
    const script = `x86_64-pc-windows-gnu-cmake -S . -B build -G Ninja && cmake --build build || exit
wine-x86_64-pc-windows-gnu build/clock.exe 10:10 & program=$!
cat >/dev/null
kill -TERM "$program" && wait "$program"
status=$?
wineserver -k; wineserver -w
exit "$status"`;
    const closing = new PassThrough();
    const env = { DISPLAY: display.name };
    const end = new AbortController();
    const running = develop(testbed, { project, env, command: ['bash', '-c', script] }, { input: closing }).finally(
      () => {
        end.abort();
      },
    );

    const picture = join(project, 'window.xwd');
    let differing: number | undefined;
    // The window is up before it is painted.
    for (let attempts = 400; attempts > 0 && !end.signal.aborted && differing !== 0; attempts--) {
      if (await pictureWindow(display, 'mkcross clock', picture)) {
        differing = await differingPixels(picture, reference);
        attempts = Math.min(attempts, 20);
      }
      await setTimeout(250);
    }
    closing.end();
    const { exitCode, stdout, stderr } = await running;
    // The end by SIGTERM.
    expect([exitCode, exitCode === 143 ? '' : stdout + stderr]).toEqual([143, '']);
    if (screenshots !== undefined) await execa('convert', [picture, join(screenshots, 'clock.png')]);
    // Edges may be another Wine's own; the smallest mark of the clock has 30 pixels.
    expect(differing).toBeLessThan(20);
  });

  it('opens no console, and has its icon and its version', () => {
    const path = join(project, 'build/clock.exe');
    expect(withFile(path, (source) => inspect(source, path))).toMatchObject({
      subsystem: 'windows',
      resources: {
        fileVersion: '1.2.3.4',
        productVersion: '1.2.0.0',
        texts: { ProductName: 'mkcross clock' },
        icons: 1,
      },
    });
  });
});
