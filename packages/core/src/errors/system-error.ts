const reasons: Readonly<Record<string, string>> = {
  E2BIG: 'its arguments and variables are longer than the system allows',
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is exceeded',
  EFBIG: 'it is too large',
  EINVAL: 'it is not an ordinary file',
  EIO: 'the disk reported an input/output error',
  EISDIR: 'it is a folder',
  ELOOP: 'too many symbolic links follow each other',
  EMFILE: 'this process has too many files open',
  ENAMETOOLONG: 'its path is too long',
  ENFILE: 'the system has too many files open',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left on the disk',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};

/** The code of an error of the operating system, as Node gives it to what it throws: `ENOENT`; undefined for any other value. */
export function systemCode(thrown: unknown): string | undefined {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** What such a code means, in words that follow a colon; the code itself if it is a rare one. */
export const systemReason = (code: string): string => reasons[code] ?? code;
