import { lstatSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '@mkcross/host';
import { isOwn, readOwnFile } from '../own-file.ts';
import { compiledCode, compiledCodeFile, type CompiledCode } from './compiled-code.ts';

/**
 * The folder of what V8 compiled of mkcross, in mkcross' cache. Undefined unless this user alone can write there, for who writes there decides
 * what mkcross does. The cache itself is made where this user alone can write to the folder that it is in.
 */
export function compileCacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const cache = cacheFolder(env, homedir());
  const folder = join(cache, 'compiled');
  try {
    return isOwnFolder(cache) && isOwnFolder(folder) ? folder : undefined;
  } catch {
    // A cache is not needed.
    return undefined;
  }
}

/** Whether a folder is this user's alone. It is made in a folder that is. */
function isOwnFolder(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status !== undefined) return status.isDirectory() && isOwn(status);
  if (!isOwn(statSync(dirname(path)))) return false;
  mkdirSync(path, { mode: 0o700 });
  return true;
}

/** What is kept in a file for the build `build`; nothing if there is none, or if others could have written it. */
export function readCompiled(file: string, build: string): CompiledCode {
  try {
    return compiledCode(readOwnFile(file), build);
  } catch {
    return new Map();
  }
}

/** Replaces what is kept, by one rename. Where that is not possible, as on a full disk, nothing is kept. */
export function writeCompiled(file: string, build: string, code: CompiledCode): void {
  const temporary = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(temporary, compiledCodeFile(code, build), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // The next start compiles again.
  }
}
