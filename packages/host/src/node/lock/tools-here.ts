import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ShellModel } from '@mkcross/composer';
import type { Tool } from '@mkcross/core';
import { needs } from '../../locate/needs.ts';
import type { LockedTool, LockedTools } from '../../lock/tool-lock.ts';
import type { ShellChoice } from '../../shell/shell-choice.ts';
import type { Places } from '../../shell/places.ts';
import { wheelHashFile } from '../fetch/fetched-program.ts';
import { toldVersion } from '../told-version.ts';

/** The tools of a shell that this machine has, as a lock writes them down. */
export async function toolsHere(
  { model, choice }: { readonly model: ShellModel; readonly choice: ShellChoice },
  places: Places,
  user: Readonly<Record<string, string>>,
): Promise<LockedTools> {
  const needed = needs(model, choice);
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (path: string) => {
    const hash = hashes.get(path) ?? hashFile(path);
    hashes.set(path, hash);
    return hash;
  };
  const tools = Object.entries(model.tools).filter(([name]) => needed.tools.has(name));
  const rows = await Promise.all(
    tools.map(async ([name, tool]): Promise<readonly (readonly [string, LockedTool])[]> => {
      const place = places.tools[name];
      if (place === undefined || place.by === 'nobody') return [];
      const { path } = place;
      const version = await toldVersion(path, tool.host.version, user);
      const about = { program: basename(path), version: version ?? null };
      const pypi = place.by === 'cache' ? (tool.host.provision?.pypi ?? null) : null;
      // A program that may be run but not read is left out.
      const sha256 = await hashOfOrigin(path, tool, pypi, hashOf).catch(() => undefined);
      return sha256 === undefined ? [] : [[name, { ...about, fetched: pypi, sha256 }]];
    }),
  );
  return Object.fromEntries(rows.flat());
}

/** The hash of the wheel that a program was unpacked from, or of the program itself where it was not. */
async function hashOfOrigin(
  path: string,
  { host }: Tool,
  pypi: string | null,
  hashOf: (path: string) => Promise<string>,
): Promise<string> {
  if (pypi === null || host.provision === undefined) return hashOf(path);
  const folder = host.provision.program.split('/').reduce((below) => dirname(below), path);
  return (await readFile(join(folder, wheelHashFile), 'utf8')).trim();
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
