import { createHash } from 'node:crypto';
import type { FileSystem, System, Variables, Writer } from '@mkcross/host';

/** A machine in memory: its files and links by path, and programs by path, each with what it prints. */
export interface MemorySystem extends System {
  readonly contents: Map<string, string>;
  readonly links: Map<string, string>;
  /** What was written, linked and removed, as `write /path`; what is as it should be is not written again. */
  readonly changes: string[];
  /** The calls of programs, as `/bin/zig version`. */
  readonly runs: string[];
  /** The environments of these calls. */
  readonly environments: Variables[];
  /** The bash scripts that ran. */
  readonly scripts: string[];
}

/** What a {@link MemorySystem} begins with. */
export interface Beginning {
  readonly links?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, string>>;
  /** The program interpreters that files name. */
  readonly interpreters?: Readonly<Record<string, string>>;
  /** What a bash script writes to file descriptor 3. */
  readonly scriptResult?: string;
}

/** Makes a machine in memory. A file's version is its text; its hash is 64 digits made from it. */
export function memorySystem({
  files: first = {},
  links: firstLinks = {},
  programs = {},
  interpreters = {},
  scriptResult = '',
}: Beginning = {}): MemorySystem {
  const contents = new Map(Object.entries({ ...programs, ...first }));
  const links = new Map(Object.entries(firstLinks));
  const [changes, runs, scripts]: [string[], string[], string[]] = [[], [], []];
  const environments: Variables[] = [];
  const paths = () => [...contents.keys(), ...links.keys()];
  const isFolder = (path: string) => paths().some((one) => one.startsWith(`${path}/`));
  const files: FileSystem = {
    read: (path) => Promise.resolve(contents.get(path)),
    readLink: (path) => Promise.resolve(links.get(path)),
    list: (folder) => {
      const base = folder === '/' ? '/' : `${folder}/`;
      const names = paths().flatMap((path) => (path.startsWith(base) ? path.slice(base.length).split('/', 1) : []));
      return Promise.resolve([...new Set(names)].toSorted());
    },
    status: (path) => {
      const text = contents.get(path);
      if (text !== undefined) return Promise.resolve({ kind: 'file', version: text } as const);
      return Promise.resolve(isFolder(path) ? ({ kind: 'folder', version: '' } as const) : undefined);
    },
    realPath: (path) => Promise.resolve(links.get(path) ?? path),
    isScript: (path) => Promise.resolve(contents.get(path)?.startsWith('#!') === true),
    interpreter: (path) => Promise.resolve(interpreters[path]),
    textHash: (text) => Promise.resolve(createHash('sha256').update(text).digest('hex')),
    unpacked: (folder) =>
      Promise.resolve(
        new Map(
          [...contents].flatMap(([path, text]) =>
            path.startsWith(`${folder}/`) && !path.endsWith('/mkcross-fetched.json')
              ? [[path.slice(folder.length + 1), { sha256: text, executable: false }]]
              : [],
          ),
        ),
      ),
    sha256: (path) => {
      runs.push(`sha256 ${path}`);
      return Promise.resolve(
        Buffer.from(contents.get(path) ?? '')
          .toString('hex')
          .padEnd(64, '0')
          .slice(0, 64),
      );
    },
  };
  const writer: Writer = {
    write: (path, text) => {
      if (contents.get(path) === text && !links.has(path)) return Promise.resolve();
      changes.push(`write ${path}`);
      links.delete(path);
      contents.set(path, text);
      return Promise.resolve();
    },
    link: (path, target) => {
      if (links.get(path) === target) return Promise.resolve();
      changes.push(`link ${path}`);
      links.set(path, target);
      return Promise.resolve();
    },
    makeFolder: () => Promise.resolve(),
    remove: (path) => {
      changes.push(`remove ${path}`);
      contents.delete(path);
      links.delete(path);
      return Promise.resolve();
    },
    prepare: (path, text) => Promise.resolve({ place: () => writer.write(path, text), drop: () => Promise.resolve() }),
    claim: (path, text) => writer.write(path, text).then(() => true),
    check: () => Promise.resolve(),
    removeEmptyFolder: () => Promise.resolve(),
    removeFolder: (path) => {
      changes.push(`remove ${path}`);
      for (const one of paths().filter((other) => other.startsWith(`${path}/`))) contents.delete(one);
      return Promise.resolve();
    },
  };
  return {
    files,
    writer: () => writer,
    programs: {
      find: (path, program) =>
        path
          .split(':')
          .map((folder) => `${folder}/${program}`)
          .find((file) => programs[file] !== undefined),
      output: (program, args, env) => {
        environments.push(env);
        runs.push([program, ...args].join(' '));
        return Promise.resolve(programs[program] ?? '');
      },
      script: (_, script) => {
        scripts.push(script);
        return Promise.resolve(scriptResult);
      },
    },
    home: '/home/account',
    contents,
    links,
    changes,
    runs,
    environments,
    scripts,
  };
}
