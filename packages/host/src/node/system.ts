import { constants, createReadStream, promises } from 'node:fs';
import { homedir } from 'node:os';
import { readOrdinary } from '@mkcross/composer/node';
import type { FileStatus, FileSystem, Programs, System } from '../system.ts';
import { writerIn } from '../write/writer.ts';
import { errorCode } from './error-code.ts';
import { findProgram } from './find-program.ts';
import { writeIo } from './write-io.ts';

/** The file system of this machine. What of Node few commands use is loaded when it is used; `promises` is a getter. */
const files: FileSystem = {
  read: (path) => orIfAbsent(textOf(path), undefined),
  readLink: (path) => orIfAbsent(promises.readlink(path), undefined, 'EACCES', 'EINVAL'),
  list: async (folder) => (await orIfAbsent(promises.readdir(folder), [], 'EACCES')).toSorted(),
  status: (path) => orIfAbsent(statusOf(path), undefined, 'EACCES'),
  realPath: (path) => orIfAbsent(promises.realpath(path), path, 'EACCES'),
  isScript: (path) => orIfAbsent(beginsWithShebang(path), false, 'EACCES', 'EISDIR', 'ENXIO'),
  interpreter: (path) => orIfAbsent(interpreterOf(path), undefined, 'EACCES', 'EINVAL', 'EISDIR', 'ENXIO'),
  sha256: async (path) => {
    const { createHash } = await import('node:crypto');
    const { pipeline } = await import('node:stream/promises');
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  },
  textHash: async (text) => {
    const { createHash } = await import('node:crypto');
    return createHash('sha256').update(text).digest('hex');
  },
  unpacked: async (folder) => {
    const { hashFolder } = await import('./fetch/hash-folder.ts');
    return hashFolder(folder, new AbortController().signal);
  },
};

/** What the system says if it can start no program at all at the moment; anything else is a fault of the one program. */
const exhausted = ['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'];

const notStarted = (program: string, code: string) =>
  Object.assign(new Error(`${code}: ${program}`), { code, syscall: 'spawn', path: program });

/** Loaded when needed: it takes longer to load than most commands take to run. */
const loadExeca = () => import('execa');

/** The programs of this machine. */
const programs: Programs = {
  find: findProgram,
  output: async (program, args, env) => {
    const { execa } = await loadExeca();
    const { all, exitCode, code } = await execa(program, args, {
      // In a project, rustup would install the toolchain of rust-toolchain.toml before it prints its version.
      cwd: '/',
      env: { ...env, RUSTUP_AUTO_INSTALL: '0' },
      extendEnv: false,
      reject: false,
      all: true,
      timeout: 20_000,
      stdin: 'ignore',
    });
    if (exitCode === undefined && code !== undefined && exhausted.includes(code)) throw notStarted(program, code);
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

const textOf = (path: string) => Promise.resolve().then(() => readOrdinary(path).toString('utf8'));

async function interpreterOf(path: string): Promise<string | undefined> {
  // Loaded when needed: few commands read binaries.
  const { inspect } = await import('@mkcross/inspect');
  const { withFile } = await import('@mkcross/inspect/node');
  return withFile(path, (source) => inspect(source, path)).interpreter ?? undefined;
}

async function beginsWithShebang(path: string): Promise<boolean> {
  const file = await promises.open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(2) });
    return buffer.toString('latin1') === '#!';
  } finally {
    await file.close();
  }
}

async function statusOf(path: string): Promise<FileStatus> {
  const status = await promises.stat(path, { bigint: true });
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
