import type { FileSystem, System } from '@mkcross/host';

/** A machine in memory: its files and links by path, and programs by path, each with what it prints. */
export interface MemorySystem extends System {
  readonly contents: Map<string, string>;
  readonly links: Map<string, string>;
  /** The calls of `write`, `link` and `remove`, as `write /path`. */
  readonly changes: string[];
  /** The calls of programs, as `/bin/zig version`. */
  readonly runs: string[];
  /** The bash scripts that ran. */
  readonly scripts: string[];
}

/** What a {@link MemorySystem} begins with. */
export interface Beginning {
  readonly links?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, string>>;
  /** What a bash script writes to file descriptor 3. */
  readonly scriptResult?: string;
}

/** Makes a machine in memory. A file's version is its text; its hash is 64 digits made from it. */
export function memorySystem({
  files: first = {},
  links: firstLinks = {},
  programs = {},
  scriptResult = '',
}: Beginning = {}): MemorySystem {
  const contents = new Map(Object.entries({ ...programs, ...first }));
  const links = new Map(Object.entries(firstLinks));
  const [changes, runs, scripts]: [string[], string[], string[]] = [[], [], []];
  const paths = () => [...contents.keys(), ...links.keys()];
  const isFolder = (path: string) => paths().some((one) => one.startsWith(`${path}/`));
  const files: FileSystem = {
    read: (path) => Promise.resolve(contents.get(path)),
    write: (path, text) => {
      changes.push(`write ${path}`);
      links.delete(path);
      contents.set(path, text);
      return Promise.resolve();
    },
    readLink: (path) => Promise.resolve(links.get(path)),
    link: (path, target) => {
      changes.push(`link ${path}`);
      links.set(path, target);
      return Promise.resolve();
    },
    list: (folder) => {
      const base = folder === '/' ? '/' : `${folder}/`;
      const names = paths().flatMap((path) => (path.startsWith(base) ? path.slice(base.length).split('/', 1) : []));
      return Promise.resolve([...new Set(names)].toSorted());
    },
    makeFolder: () => Promise.resolve(),
    remove: (path) => {
      changes.push(`remove ${path}`);
      contents.delete(path);
      links.delete(path);
      return Promise.resolve();
    },
    status: (path) => {
      const text = contents.get(path);
      if (text !== undefined) return Promise.resolve({ kind: 'file', version: text } as const);
      return Promise.resolve(isFolder(path) ? ({ kind: 'folder', version: '' } as const) : undefined);
    },
    realPath: (path) => Promise.resolve(links.get(path) ?? path),
    isScript: (path) => Promise.resolve(contents.get(path)?.startsWith('#!') === true),
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
  return {
    files,
    programs: {
      find: (path, program) =>
        path
          .split(':')
          .map((folder) => `${folder}/${program}`)
          .find((file) => programs[file] !== undefined),
      output: (program, args) => {
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
    scripts,
  };
}
