import { chmod, mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBody } from '@mkcross/plugin-kit';

const body = await readFile(new URL('../scripts/run.sh', import.meta.url), 'utf8');
const PATH = process.env['PATH'] ?? '';

/** An ELF file of one program header: PT_INTERP (3) with a loader, or PT_LOAD (1) without. */
function elf({ bits, endian, loader }: { bits: 32 | 64; endian: 'big' | 'little'; loader?: string }): Buffer {
  const file = Buffer.alloc(256);
  const little = endian === 'little';
  const put = (value: number, at: number, bytes: number) =>
    little
      ? file.writeUIntLE(value, at, Math.min(bytes, 6))
      : file.writeUIntBE(value, at + Math.max(bytes - 6, 0), Math.min(bytes, 6));
  file.set([0x7f, 0x45, 0x4c, 0x46, bits === 64 ? 2 : 1, little ? 1 : 2]);
  const word = bits / 8;
  const headers = 64;
  put(headers, bits === 64 ? 32 : 28, word);
  put(bits === 64 ? 56 : 32, bits === 64 ? 54 : 42, 2);
  put(1, bits === 64 ? 56 : 44, 2);
  put(loader === undefined ? 1 : 3, headers, 4);
  put(160, headers + (bits === 64 ? 8 : 4), word);
  put((loader ?? '').length + 1, headers + (bits === 64 ? 32 : 16), word);
  file.write(loader ?? '', 160);
  return file;
}

let folder: string;
/** A qemu that prints its arguments. */
let qemu: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-qemu-'));
  qemu = join(folder, 'qemu');
  await writeFile(qemu, '#!/bin/bash\necho "$0" "$@"\n');
  await chmod(qemu, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

async function run(program: Buffer, env: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'program');
  await writeFile(path, program);
  return runBody(body, { values: { qemu }, args: [path, 'a b'], env: { PATH, ...env } });
}

describe.each([
  { bits: 64, endian: 'little' },
  { bits: 64, endian: 'big' },
  { bits: 32, endian: 'little' },
  { bits: 32, endian: 'big' },
] as const)('a program of $bits bits, $endian endian', (kind) => {
  it('starts where it is static', async () => {
    expect((await run(elf(kind))).stdout).toBe(`${qemu} ${folder}/program a b`);
  });

  it('does not start where its loader is missing', async () => {
    const { exitCode, stderr, stdout } = await run(elf({ ...kind, loader: '/lib/ld-none.so.1' }));
    expect([exitCode, stdout]).toEqual([127, '']);
    expect(stderr).toMatch('cannot start program: its loader is missing: /lib/ld-none.so.1');
    expect(stderr).toMatch('QEMU_LD_PREFIX');
  });

  it('starts where its loader is below QEMU_LD_PREFIX', async () => {
    await mkdir(join(folder, 'root/lib'), { recursive: true });
    await writeFile(join(folder, 'root/lib/ld-some.so.1'), '');
    const { stdout } = await run(elf({ ...kind, loader: '/lib/ld-some.so.1' }), {
      QEMU_LD_PREFIX: join(folder, 'root'),
    });
    expect(stdout).toBe(`${qemu} ${folder}/program a b`);
  });
});

describe('qemu', () => {
  it('gives the program folders of shared libraries', async () => {
    const { stdout } = await run(Buffer.from('no ELF file'), { MKCROSS_RUNTIME_PATH: '/a:/b' });
    expect(stdout).toBe(`${qemu} -E LD_LIBRARY_PATH=/a:/b ${folder}/program a b`);
  });

  it('leaves its own options alone', async () => {
    expect((await runBody(body, { values: { qemu }, args: ['--version'] })).stdout).toBe(`${qemu} --version`);
  });
});
