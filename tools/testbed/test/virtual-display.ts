import { once } from 'node:events';
import { execa } from 'execa';

/** A display of the X window system that nobody sees, of 640 x 480 pixels, without a window manager. */
export interface VirtualDisplay {
  /** What DISPLAY says of it. */
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** Starts a display under a number that is free. */
export async function startVirtualDisplay(): Promise<VirtualDisplay> {
  const server = execa('Xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
    reject: false,
    buffer: false,
  });
  const said: readonly unknown[] = await Promise.race([
    once(server.stdout, 'data'),
    server.then(({ exitCode }) => Promise.reject(new Error(`Xvfb ended with ${exitCode}`))),
  ]);
  return {
    name: `:${String(said[0]).trim()}`,
    stop: async () => {
      server.kill();
      await server;
    },
  };
}

/** Writes a picture of a window, without its frame, by the window's title; whether there is such a window. */
export async function pictureWindow(display: VirtualDisplay, title: string, file: string): Promise<boolean> {
  const args = ['-silent', '-nobdrs', '-display', display.name, '-name', title, '-out', file];
  const { exitCode } = await execa('xwd', args, { reject: false });
  return exitCode === 0;
}

/**
 * How many pixels of two pictures differ by more than a shade; undefined where a picture is none, or has another size. The
 * formats are told by the files' endings.
 */
export async function differingPixels(one: string, other: string): Promise<number | undefined> {
  const args = ['-metric', 'AE', '-fuzz', '8%', one, other, 'null:'];
  const { exitCode, stderr } = await execa('compare', args, { reject: false });
  return exitCode === 0 || exitCode === 1 ? Number(stderr) : undefined;
}
