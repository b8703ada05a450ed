import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** A call that fails. */
export interface Fault {
  /** The number of the call, from 0 on. */
  readonly call: number;
  /** Whether every later call that writes fails too, as on a disk that is full or gone. */
  readonly lasting: boolean;
}

/** Interfaces whose calls are counted, and of which some fail. */
export interface CountedCalls {
  /** The calls as `files.read`, in their order. */
  readonly calls: string[];
  /** The codes with which calls failed. */
  readonly codes: Set<string>;
  /** The same interface, counted. Its functions that return no promise throw. */
  readonly count: <Io extends object>(name: string, io: Io) => Io;
}

/** Functions that ask nothing of the system, or cannot fail. */
const unfailing = new Set(['find', 'isRunning', 'mappedFolder', 'randomId', 'wait']);

/** Functions that change something. */
export const writing: ReadonlySet<string> = new Set([
  'create',
  'link',
  'linkFile',
  'makeFolder',
  'remove',
  'removeEmptyFolder',
  'removeTree',
  'rename',
  'setMode',
]);

/** Counts calls, and lets them fail with the codes of the system that such a call can have, each in turn. */
export function countCalls(fault?: Fault): CountedCalls {
  const calls: string[] = [];
  const codes = new Set<string>();
  const count = <Io extends object>(name: string, io: Io): Io =>
    new Proxy(io, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function' || typeof key !== 'string' || unfailing.has(key)) return value;
        return (...args: readonly unknown[]): unknown => {
          const index = calls.push(`${name}.${key}`) - 1;
          const isDue =
            fault !== undefined && (index === fault.call || (fault.lasting && index > fault.call && writing.has(key)));
          if (!isDue) return Reflect.apply(value, target, args);
          const code = codeOf(key, index);
          codes.add(code);
          const error = systemError(code, key, args);
          if (key === 'inspect') throw error;
          // What does not fit on a disk is there in part.
          const [path, text] = args;
          return key === 'create' && code === 'ENOSPC' && typeof text === 'string'
            ? Promise.resolve(Reflect.apply(value, target, [path, text.slice(0, text.length / 2), 0o644])).then(() =>
                Promise.reject(error),
              )
            : Promise.reject(error);
        };
      },
    });
  return { calls, codes, count };
}

/** The code with which a call fails: another one for the next call. */
function codeOf(call: string, index: number): string {
  const codes = ['output', 'script'].includes(call)
    ? ['EMFILE']
    : writing.has(call)
      ? ['ENOSPC', 'EACCES', 'EROFS', 'EIO']
      : ['EIO', 'EMFILE'];
  return codes[index % codes.length] ?? 'EIO';
}

const systemError = (code: string, call: string, [path]: readonly unknown[]) =>
  Object.assign(new Error(`${code}: ${call}`), { code, syscall: call, ...(typeof path === 'string' ? { path } : {}) });

/** All files below a folder: their texts, and of links where they lead; folders are left out. */
export async function treeOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true });
  const entries = await Promise.all(
    names.map(async (name): Promise<readonly (readonly [string, string])[]> => {
      const status = await lstat(join(folder, name));
      if (status.isDirectory()) return [];
      return [
        [
          name,
          status.isSymbolicLink()
            ? `-> ${await readlink(join(folder, name))}`
            : await readFile(join(folder, name), 'utf8'),
        ],
      ];
    }),
  );
  return new Map(entries.flat().toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
