import { lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '@mkcross/host';
import { isOwn, readOwnFile } from '../own-file.ts';
import { compiledCode, compiledCodeFile, type CompiledCode } from './compiled-code.ts';

/**
 * The folder of V8's code cache for the modules of mkcross. Undefined unless only this user can write to it: anyone else who can would
 * execute code as this user. It is created if only this user can write to its parent.
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

/** The code cache in a file; empty if the file is missing, of another build, or writable by other users. */
export function readCompiled(file: string, build: string): CompiledCode {
  try {
    return compiledCode(readOwnFile(file), build);
  } catch {
    return new Map();
  }
}

/** Writes a code cache: to a temporary file, which is then renamed. Does nothing if that fails, for example on a full disk. */
export function writeCompiled(file: string, build: string, code: CompiledCode): void {
  const temporary = `${file}.${String(process.pid)}`;
  try {
    writeFileSync(temporary, compiledCodeFile(code, build), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    // The next start compiles again.
    removeIfPossible(temporary);
  }
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is not read.
  }
}
