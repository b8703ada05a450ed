import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBody } from '@mkcross/plugin-kit';

const body = await readFile(new URL('../scripts/musl-gcc.sh', import.meta.url), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-musl-gcc-'));
  await writeFile(join(folder, 'gcc'), '#!/bin/bash\necho gcc "$@"\n');
  await chmod(join(folder, 'gcc'), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

/** What gcc gets. */
async function wordsFor(...args: string[]): Promise<string> {
  const { stdout } = await runBody(body, { values: { program: join(folder, 'gcc') }, args });
  return stdout;
}

describe('musl-gcc', () => {
  it('links a static program that names no loader', async () => {
    expect(await wordsFor('-static-pie', 'a.o')).toBe(
      'gcc -static-pie a.o -Wl,-static,-pie,--no-dynamic-linker,-z,text -lgcc',
    );
  });

  it('links libgcc, which some crates call', async () => {
    expect(await wordsFor('-static', 'a.o')).toBe('gcc -static a.o -lgcc');
  });

  it.each(['-c', '-E', '-S'])('adds nothing with %s', async (word) => {
    expect(await wordsFor(word, 'a.c')).toBe(`gcc ${word} a.c`);
  });
});
