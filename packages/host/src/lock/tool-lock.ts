import { Validator } from '@cfworker/json-schema';
import type { HostSystem } from '@mkcross/core';
import { lockSchema } from './lock-schema.ts';

/** The name of the lock file, beside mkcross.toml. */
export const lockFile = 'mkcross.lock';

/** The choice of tools of a project, for each system on which somebody wrote it down. */
export interface ToolLock {
  readonly version: 1;
  readonly systems: Readonly<Partial<Record<HostSystem, LockedTools>>>;
}

/** Tools by the plugin that needs them: `zig/zig`. */
export type LockedTools = Readonly<Record<string, LockedTool>>;

/** A tool as it was found: never where, so that the file is the same on other machines with the same tools. */
export interface LockedTool {
  /** The name of the program: `x86_64-w64-mingw32-gcc-posix`. */
  readonly program: string;
  /** As the program tells it; null where it tells none. */
  readonly version: string | null;
  /** The package of PyPI's that it was fetched from; null where it was on PATH. */
  readonly fetched: string | null;
  /** Of the program, or of the whole wheel that was fetched; lower-case hexadecimal. */
  readonly sha256: string;
}

/** The lock that a file's text holds; undefined where it is none of this version. */
export function parseLock(text: string): ToolLock | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isLock(value) ? value : undefined;
}

const isLock = (value: unknown): value is ToolLock => new Validator(lockSchema, '2020-12').validate(value).valid;

/** A lock as its file has it, sorted. */
export const lockText = ({ version, systems }: ToolLock): string =>
  `${JSON.stringify(
    {
      version,
      systems: sorted(systems, (tools) =>
        sorted(tools, ({ program, version: told, fetched, sha256 }) => ({ program, version: told, fetched, sha256 })),
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
