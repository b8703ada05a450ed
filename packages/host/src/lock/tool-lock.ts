import { Validator } from '@cfworker/json-schema';
import type { Host } from '@mkcross/core';
import { lockSchema } from './lock-schema.ts';

/** The name of the lock file, beside mkcross.toml. */
export const lockFile = 'mkcross.lock';

/** The tools of a project, by host system. */
export interface ToolLock {
  readonly version: 1;
  readonly systems: Readonly<Partial<Record<Host, LockedTools>>>;
}

/** Tools by their keys in the model: `zig/zig`. */
export type LockedTools = Readonly<Record<string, LockedTool>>;

/** A tool on one machine, without its path: machines with the same tools write the same lock file. */
export interface LockedTool {
  /** The name of the program: `x86_64-w64-mingw32-gcc-posix`. */
  readonly program: string;
  /** As the program prints it; null if it prints none. */
  readonly version: string | null;
  /** The PyPI package or the URL that it was fetched from; null if it was found on the machine. */
  readonly fetched: string | null;
  /** SHA-256 hash of the program, or of the whole wheel or archive that it was fetched in; lower-case hexadecimal. */
  readonly sha256: string;
  /** SHA-256 hash of the list of all files that were unpacked with it, with their hashes; absent if it was found on the machine. */
  readonly unpacked?: string;
}

/** Parses a lock file's text; undefined if it is malformed or of another version. */
export function parseLock(text: string): ToolLock | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLock(value) ? value : undefined;
  } catch {
    // It is no JSON, or nested deeper than the check goes.
    return undefined;
  }
}

const isLock = (value: unknown): value is ToolLock => new Validator(lockSchema, '2020-12').validate(value).valid;

/** The text of a lock file: JSON with sorted keys. */
export const lockText = ({ version, systems }: ToolLock): string =>
  `${JSON.stringify(
    {
      version,
      systems: sorted(systems, (tools) =>
        sorted(tools, ({ program, version: printed, fetched, sha256, unpacked }) => ({
          program,
          version: printed,
          fetched,
          sha256,
          ...(unpacked === undefined ? {} : { unpacked }),
        })),
      ),
    },
    null,
    2,
  )}\n`;

const sorted = <Value, Text>(
  record: Readonly<Record<string, Value | undefined>>,
  each: (value: Value) => Text,
): Readonly<Record<string, Text>> =>
  Object.fromEntries(
    Object.entries(record)
      .flatMap(([key, value]) => (value === undefined ? [] : [[key, each(value)] as const]))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
