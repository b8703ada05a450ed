import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockIo } from '../lock-io.ts';
import { system } from '../system.ts';

/** An unpacking that was interrupted ends what it has begun, and can make files meanwhile. */
const removal = { recursive: true, force: true, maxRetries: 20, retryDelay: 20 } as const;

/** The folder in the cache for what is not complete. */
const unfinished = 'unfinished';

/**
 * Makes a folder in the cache in one step: `make` fills a folder elsewhere, which is then renamed, so that a download that is cut off
 * leaves nothing that would be used. `isComplete` says whether the folder is there already, made by another process meanwhile, and is
 * kept then; what is there but not complete is replaced. Removes what killed processes left.
 */
export async function installFolder<Failure>(
  { cache, folder }: { readonly cache: string; readonly folder: string },
  isComplete: () => Promise<boolean>,
  make: (beside: string) => Promise<Failure | undefined>,
): Promise<Failure | undefined> {
  const writer = system.writer({ of: 'user', folder: cache });
  const workshop = join(cache, unfinished);
  await writer.makeFolder(dirname(folder));
  await writer.makeFolder(workshop);
  await removeAbandoned(workshop);
  const beside = join(workshop, ownName());
  const old = `${beside}.old`;
  try {
    await mkdir(beside, { mode: 0o700 });
    const failure = await make(beside);
    if (failure !== undefined) return failure;
    await rename(beside, folder).catch(async (error: unknown) => {
      if (await isComplete()) return;
      await rename(folder, old).catch(() => {
        throw error;
      });
      await rename(beside, folder);
    });
    return undefined;
  } finally {
    await rm(beside, removal);
    await rm(old, removal);
  }
}

/** A name that tells whose it is. */
const ownName = () => `${String(lockIo.process)}.${randomUUID()}.${lockIo.machine}`;

/** Removes what processes of this machine left that run no more. */
async function removeAbandoned(workshop: string): Promise<void> {
  for (const name of await readdir(workshop)) {
    const [, process, machine] = /^(\d+)\.[0-9a-f-]{36}\.(.*?)(?:\.old|\.archive)?$/.exec(name) ?? [];
    if (process === undefined || machine !== lockIo.machine || lockIo.isRunning(Number(process))) continue;
    await rm(join(workshop, name), removal);
  }
}
