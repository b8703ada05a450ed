import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { pipeline } from 'node:stream/promises';
import type { FileStatus, FileSystem, Programs, System } from '../system.ts';
import { writerIn } from '../write/writer.ts';
import { errorCode } from './error-code.ts';
import { findProgram } from './find-program.ts';
import { writeIo } from './write-io.ts';

/** The file system of this machine. */
const files: FileSystem = {
  read: (path) => orIfAbsent(readFile(path, 'utf8'), undefined),
  readLink: (path) => orIfAbsent(readlink(path), undefined, 'EINVAL'),
  list: async (folder) => (await orIfAbsent(readdir(folder), [])).toSorted(),
  status: (path) => orIfAbsent(statusOf(path), undefined),
  realPath: (path) => orIfAbsent(realpath(path), path),
  isScript: (path) => beginsWithShebang(path).catch(() => false),
  interpreter: interpreterOf,
  sha256: async (path) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  },
};

/** Loaded when needed: it takes longer to load than most commands take to run. */
const loadExeca = () => import('execa');

/** The programs of this machine. */
const programs: Programs = {
  find: findProgram,
  output: async (program, args, env) => {
    const { execa } = await loadExeca();
    const { all } = await execa(program, args, {
      // In a project, rustup would install the toolchain of rust-toolchain.toml before it prints its version.
      cwd: '/',
      env: { ...env, RUSTUP_AUTO_INSTALL: '0' },
      extendEnv: false,
      reject: false,
      all: true,
      timeout: 20_000,
      stdin: 'ignore',
    });
    return typeof all === 'string' ? all : '';
  },
  script: async (bash, script, { env, folder }) => {
    const { execa } = await loadExeca();
    // With a socket as standard input, bash assumes a remote shell and reads the user's settings.
    const { stdio } = await execa(bash, ['--norc', '-c', script], {
      cwd: folder,
      env,
      extendEnv: false,
      reject: false,
      stdio: ['inherit', process.stderr, 'inherit', 'pipe'],
      stripFinalNewline: false,
    });
    const result: unknown = stdio[3];
    return typeof result === 'string' ? result : '';
  },
};

/** The machine of this process. */
export const system: System = { files, writer: (base) => writerIn(writeIo, base), programs, home: homedir() };

async function interpreterOf(path: string): Promise<string | undefined> {
  // Loaded when needed: few commands read binaries.
  const { inspect } = await import('@mkcross/inspect');
  const { withFile } = await import('@mkcross/inspect/node');
  try {
    const { interpreter } = withFile(path, (source) => inspect(source, path));
    return interpreter ?? undefined;
  } catch {
    return undefined;
  }
}

async function beginsWithShebang(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(2) });
    return buffer.toString('latin1') === '#!';
  } finally {
    await file.close();
  }
}

async function statusOf(path: string): Promise<FileStatus> {
  const status = await stat(path, { bigint: true });
  const kind = status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other';
  return { kind, version: `${String(status.size)} ${String(status.mtimeNs)}` };
}

/** The result, or `absent` where a path does not exist. */
async function orIfAbsent<Result, Absent>(
  result: Promise<Result>,
  absent: Absent,
  ...codes: readonly string[]
): Promise<Absent | Result> {
  try {
    return await result;
  } catch (error) {
    const code = errorCode(error);
    if (code !== undefined && ['ENOENT', 'ENOTDIR', ...codes].includes(code)) return absent;
    throw error;
  }
}
