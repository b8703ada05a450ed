import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where everything heavy is kept, outside of any repository. */
export const cacheFolder =
  process.env['MKCROSS_TESTBED_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'mkcross-testbed');

/** Tells people what is going on. */
export type Say = (line: string) => void;

/** A part of the testbed: a folder of the cache, made once for what it is made from. */
export interface Part {
  readonly name: string;
  /** Everything that its content depends on: versions, and the text of the recipe. */
  readonly madeFrom: readonly string[];
  /** Makes it in `folder`, from where it is moved to `place`. */
  readonly make: (folder: string, place: string) => Promise<void>;
}

function placeOf({ name, madeFrom }: Part): string {
  const key = createHash('sha256').update(JSON.stringify(madeFrom)).digest('hex').slice(0, 16);
  return join(cacheFolder, `${name}-${key}`);
}

/** The folder of a part if it was made before. */
export async function existing(part: Part): Promise<string | undefined> {
  const place = placeOf(part);
  return (await isThere(place)) ? place : undefined;
}

/** The folder of a part, made if it is not there. It is made beside its place and moved there whole. */
export async function provide(part: Part, say: Say): Promise<string> {
  const place = placeOf(part);
  if (await isThere(place)) return place;
  const beside = `${place}.${randomUUID()}`;
  await mkdir(beside, { recursive: true });
  const start = Date.now();
  try {
    await part.make(beside, place);
    await rename(beside, place).catch(async (error: unknown) => {
      if (!(await isThere(place))) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  say(`${part.name}: made in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return place;
}

/** Whether a path exists. */
export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
