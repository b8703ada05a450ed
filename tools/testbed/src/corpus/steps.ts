import { copyFile, mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { bsdArchive, segmentsCountedElsewhere, universal, type Packed } from './packers.ts';
import { sources } from './sources.ts';
import type { Packing, Recipe, Step } from './specimen.ts';

/** The tools that are not found by their names: the words that stand for them, and what is in their environment. */
export interface Tools {
  readonly words: Readonly<Record<string, () => Promise<readonly string[]>>>;
  readonly env: Readonly<Record<string, string>>;
}

const result = 'out.bin';

/** Makes a specimen in a folder of its own below `work`, and moves it to `place`. */
export async function makeSpecimen({ name, make }: Recipe, tools: Tools, work: string, place: string): Promise<void> {
  const folder = join(work, name);
  await mkdir(folder);
  await Promise.all(Object.entries(sources).map(([file, text]) => writeFile(join(folder, file), text)));
  for (const step of make) await take(step, folder, tools);
  await rename(join(folder, result), place);
  await rm(folder, { recursive: true });
}

async function take(step: Step, folder: string, tools: Tools): Promise<void> {
  const file = join(folder, result);
  if (typeof step === 'string') return call(step, folder, tools);
  if ('put' in step) return writeFile(file, put(await readFile(file).catch(() => Buffer.alloc(0)), step.at, step.put));
  if ('keep' in step) return truncate(file, step.keep < 0 ? (await readFile(file)).length + step.keep : step.keep);
  const files = await Promise.all(
    step.files.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
  );
  return writeFile(file, pack(step.pack, files));
}

function pack(packing: Packing, files: readonly Packed[]): Buffer {
  switch (packing) {
    case 'bsd-archive':
      return bsdArchive(files);
    case 'segments-counted-elsewhere':
      return segmentsCountedElsewhere(files[0]?.bytes ?? Buffer.alloc(0));
    case 'universal':
      return universal(files, 32);
    case 'universal-64':
      return universal(files, 64);
  }
}

async function call(step: string, folder: string, { words, env }: Tools): Promise<void> {
  const [tool = '', ...args] = step.split(' ');
  if (tool === 'copy') return copyFile(join(folder, args[0] ?? ''), join(folder, result));
  const [program = tool, ...first] = (await words[tool]?.()) ?? [tool];
  await execa(program, [...first, ...args], { cwd: folder, env, all: true });
}

function put(bytes: Buffer, at: number, digits: string): Buffer {
  const written = Buffer.from(digits, 'hex');
  return Buffer.concat([bytes.subarray(0, at), written, bytes.subarray(at + written.length)]);
}
