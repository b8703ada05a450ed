import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/** The most that is read of a file as a whole, in bytes: 16 MiB. No file that people write is as long. */
const mostBytes = 1 << 24;

/**
 * The bytes of an ordinary file. A pipe or a device in its place is an error (EINVAL) and does not make the process wait or read without
 * end; so is a longer file (EFBIG).
 */
export function readOrdinary(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const status = fstatSync(file);
    const code = refusal(status);
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${path}`), { code, syscall: 'read', path });
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Why a file is not read. Node says the same of a folder, but not of which. */
function refusal(status: Stats): string | undefined {
  if (status.isDirectory()) return 'EISDIR';
  if (!status.isFile()) return 'EINVAL';
  return status.size > mostBytes ? 'EFBIG' : undefined;
}
