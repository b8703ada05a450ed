import type { Verification } from './verification.ts';

/**
 * A hash of a file's content, remembered for as long as the file keeps its size and times: programs are large, and most
 * of them are unchanged.
 */
export async function contentHash({ fresh, cache, system }: Verification, path: string): Promise<string> {
  const id = `content of ${path}`;
  const key = system.hash((await system.files.identity(path)) ?? '');
  const [known] = (fresh ? undefined : await cache.find(id, key))?.evidence ?? [];
  if (known !== undefined) return known;
  const content = await system.files.contentHash(path);
  // What cannot be remembered is read again; the steps report a full disk.
  await cache.keep(id, { key, evidence: [content], artifacts: [], printed: {} }).catch(() => undefined);
  return content;
}
