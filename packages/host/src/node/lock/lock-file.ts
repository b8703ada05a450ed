import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '@mkcross/core';
import { lockFile, parseLock, type ToolLock } from '../../lock/tool-lock.ts';
import { hostFindings as findings } from '../../findings/host-findings.ts';

/** The lock of a project; none where there is no file, and a finding where it cannot be read. */
export async function readLock(
  root: string,
): Promise<{ readonly lock?: ToolLock; readonly found: readonly Finding[] }> {
  const text = await readFile(join(root, lockFile), 'utf8').catch((error: unknown) => {
    if (error instanceof Object && 'code' in error && error.code === 'ENOENT') return undefined;
    return '';
  });
  if (text === undefined) return { found: [] };
  const lock = parseLock(text);
  return lock === undefined ? { found: [findings.LOCK_UNREADABLE({}, { file: lockFile })] } : { lock, found: [] };
}
