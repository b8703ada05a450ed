import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hashOf } from './stamps.ts';
import type { Verification } from './verification.ts';

/**
 * A hash of a file's content, remembered for as long as the file keeps its size and times: programs are large, and most
 * of them are as they were.
 */
export async function contentHash({ fresh, stamps }: Verification, path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  const id = `content of ${path}`;
  const key = hashOf([ino, size, mtimeNs, ctimeNs].map(String));
  const [known] = (fresh ? undefined : await stamps.find(id, key))?.evidence ?? [];
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(bytesOf(piece));
  const content = hash.digest('hex');
  // What cannot be remembered is read again; a full disk is told by the steps.
  await stamps.keep(id, { key, evidence: [content], artifacts: [] }).catch(() => undefined);
  return content;
}

const bytesOf = (piece: unknown) => (piece instanceof Uint8Array ? piece : Buffer.from(String(piece)));
