import { composerFindings } from '@mkcross/composer';
import { MkcrossError, systemCode, systemReason } from '@mkcross/core';
import { writeFindings as findings } from '../findings/write-findings.ts';
import { temporaryName, writingProcess } from './temporary-name.ts';
import type { Entry, WriteIo } from './write-io.ts';

/** Where a {@link Writer} writes. Folders are absolute. */
export interface WriteBase {
  /** Everything is written below this folder. */
  readonly folder: string;
  /** Another path of the same folder: paths below it stand for paths below `folder`. @default none */
  readonly alias?: string;
  /** `project`: its folder `.mkcross` is made by mkcross. `user`: the folder itself is, and others cannot read it. */
  readonly of: 'project' | 'user';
}

/**
 * Writes below one folder; everything that mkcross writes, it writes through one of these. Between that folder and what is written,
 * each folder has to be a real one, of the same user; nothing is written or removed through a link. What mkcross makes for itself
 * others cannot change. Errors are findings: WRITE_REFUSED, FILE_UNWRITABLE.
 */
export interface Writer {
  /**
   * Replaces a file or link by one rename: readers see the old text or the new one. A file that has this text and mode, and that
   * nobody else can change, keeps its time stamp. Makes the folders above it.
   */
  readonly write: (path: string, text: string, options?: { readonly executable: boolean }) => Promise<void>;
  /** Writes a file beside its place, with the mode of the file that is there. Makes the folders above it. */
  readonly prepare: (path: string, text: string) => Promise<PreparedFile>;
  /** Makes a symbolic link, or replaces another file or link at `path` by it, with one rename. */
  readonly link: (path: string, to: string) => Promise<void>;
  /** Makes a folder and those above it, where they do not exist. */
  readonly makeFolder: (path: string) => Promise<void>;
  /** Makes a file where nothing is; false where anything is. Of several processes that try, one succeeds. */
  readonly claim: (path: string, text: string) => Promise<boolean>;
  /** Fails where a folder that exists, or one above it, is a link or belongs to another user. */
  readonly check: (path: string) => Promise<void>;
  /** Removes a file or link, if it exists. */
  readonly remove: (path: string) => Promise<void>;
  /** Removes a folder with all in it, if it exists. Outside of folders that mkcross made, it is an error. */
  readonly removeFolder: (path: string) => Promise<void>;
  /** Removes a folder if it is empty. */
  readonly removeEmptyFolder: (path: string) => Promise<void>;
}

/** A file that is written beside its place. */
export interface PreparedFile {
  /** Moves it to its place by one rename; what is there is replaced. */
  readonly place: () => Promise<void>;
  /** Removes it, if it was not moved. */
  readonly drop: () => Promise<void>;
}

/** The file by which a folder of mkcross is known. Its text makes git ignore the folder. */
const mark = { name: '.gitignore', text: '*\n' };

/** The bits of a mode by which others than the owner can write. */
const othersWrite = 0o022;

/** The writer below a folder. It remembers which folders it has checked: one writer serves one command. */
export function writerIn(io: WriteIo, base: WriteBase): Writer {
  const own = base.of === 'user' ? base.folder : `${base.folder}/.mkcross`;
  const isOwn = (path: string) => path === own || path.startsWith(`${own}/`);
  const checked = new Map<string, Promise<void>>();
  /** Whether modes are kept here; on some file systems, everything is writable to all. */
  let keepsModes = true;
  let owners = io.owners;

  const refuse = (path: string, reason: string) =>
    new MkcrossError([findings.WRITE_REFUSED({ path: shown(path), reason }, { file: shown(path) })]);
  const unwritable = (path: string, reason: string, cause?: unknown) =>
    new MkcrossError([composerFindings.FILE_UNWRITABLE({ file: shown(path), reason }, { file: shown(path) })], {
      cause,
    });
  const shown = (path: string) =>
    base.of === 'project' && path.startsWith(`${base.folder}/`) ? path.slice(base.folder.length + 1) : path;

  /** The path below the folder for one that may be below the alias. */
  function placeOf(path: string): string {
    const { alias, folder } = base;
    const place = alias !== undefined && path.startsWith(`${alias}/`) ? `${folder}${path.slice(alias.length)}` : path;
    const isBelow = place === folder || place.startsWith(`${folder}/`);
    if (!isBelow || /(^|\/)\.{1,2}(\/|$)/.test(place)) throw refuse(path, `it is not below ${folder}`);
    return place;
  }

  const besides = (place: string) => temporaryName(place, io.process, io.randomId());

  /** Fails for what is not this user's. */
  function checkOwner(path: string, { owner }: Entry): void {
    if (owners !== undefined && !owners.includes(owner))
      throw refuse(path, `${shown(path)} belongs to another user (${String(owner)})`);
  }

  function checkFolder(path: string, entry: Entry): void {
    if (entry.kind === 'link') throw refuse(path, `${shown(path)} is a symbolic link`);
    if (entry.kind !== 'folder') throw unwritable(path, `${shown(path)} is not a folder`);
    checkOwner(path, entry);
  }

  /** Checks a folder and those above it, and makes those that do not exist. */
  function ready(path: string): Promise<void> {
    const before = checked.get(path);
    if (before !== undefined) return before;
    const result = (path === base.folder ? readyBase() : readyBelow(path)).then(() => tidy(path));
    checked.set(path, result);
    // What failed for the moment may succeed when things are put back.
    result.catch(() => checked.delete(path));
    return result;
  }

  /** Removes files that a process was writing when it was killed. Nothing depends on it. */
  async function tidy(folder: string): Promise<void> {
    const names = await io.list(folder).catch(() => []);
    for (const name of names) {
      const writing = writingProcess(name);
      if (writing === undefined || io.isRunning(writing)) continue;
      const path = `${folder}/${name}`;
      const entry = await io.entry(path).catch(() => undefined);
      const isOurs = entry !== undefined && (owners === undefined || owners.includes(entry.owner));
      if (isOurs && entry.kind !== 'folder') await io.remove(path).catch(() => undefined);
    }
  }

  async function readyBase(): Promise<void> {
    const { folder, of } = base;
    const entry = (await io.target(folder)) ?? (of === 'user' ? await makeUserFolder(folder) : undefined);
    if (entry === undefined) throw unwritable(folder, 'it does not exist');
    if (entry.kind !== 'folder') throw unwritable(folder, 'it is not a folder');
    // Whose project this is was checked when it was found: its owner can change it anyway.
    if (of === 'project' && owners !== undefined) owners = [...owners, entry.owner];
    checkOwner(folder, entry);
    if (of === 'user') await tighten(folder, entry, 0o700);
  }

  /** Makes a folder of the user, and those above it, which only the user can use. */
  async function makeUserFolder(folder: string): Promise<Entry | undefined> {
    const above = folder.slice(0, folder.lastIndexOf('/')) || '/';
    if (above !== folder && (await io.target(above)) === undefined) await makeUserFolder(above);
    await io.makeFolder(folder, 0o700);
    return io.target(folder);
  }

  async function readyBelow(path: string): Promise<void> {
    await ready(path.slice(0, path.lastIndexOf('/')));
    const before = await io.entry(path);
    if (before === undefined) await io.makeFolder(path, base.of === 'user' ? 0o700 : 0o755);
    const entry = before ?? (await io.entry(path));
    if (entry === undefined) throw unwritable(path, 'it was removed meanwhile');
    checkFolder(path, entry);
    if (isOwn(path)) await tighten(path, entry, 0o755);
    if (path === own) await claim(path);
  }

  /** Has folders checked again that are removed. */
  function forget(place: string): void {
    for (const path of [...checked.keys()]) if (path === place || path.startsWith(`${place}/`)) checked.delete(path);
  }

  /** Takes the permission to write from others. */
  async function tighten(path: string, { mode }: Entry, most: number): Promise<void> {
    if ((mode & ~most & 0o777) === 0) return;
    await io.setMode(path, mode & most);
    if (((await io.entry(path))?.mode ?? 0) & othersWrite) keepsModes = false;
  }

  /** Marks the folder of mkcross if it is empty, and fails if something else made it. */
  async function claim(path: string): Promise<void> {
    const place = `${path}/${mark.name}`;
    if (await holds(place, mark.text, 0o644)) return;
    const others = (await io.list(path)).filter((name) => !name.startsWith(`${mark.name}.`));
    if (others.length > 0 && !(await holds(place, mark.text, 0o644)))
      throw refuse(path, `${shown(path)} exists and was not made by mkcross`);
    await put(place, (beside) => io.create(beside, mark.text, 0o644));
  }

  /** Whether a file has a text and what matters of a mode. */
  async function holds(place: string, text: string, mode: number): Promise<boolean> {
    const entry = await io.entry(place);
    if (entry?.kind !== 'file') return false;
    checkOwner(place, entry);
    const isSafe = !keepsModes || (entry.mode & othersWrite) === 0;
    const isExecutable = (entry.mode & 0o100) !== 0;
    return isSafe && (!keepsModes || isExecutable === ((mode & 0o100) !== 0)) && (await io.read(place)) === text;
  }

  async function holdsLink(place: string, to: string): Promise<boolean> {
    return (await io.entry(place))?.kind === 'link' && (await io.readLink(place)) === to;
  }

  /** Makes a file or link beside its place and renames it. */
  async function put(place: string, make: (beside: string) => Promise<void>): Promise<void> {
    await makeWhole(besides(place), async (beside) => {
      await make(beside);
      await io.rename(beside, place);
    });
  }

  /** Creates a file or link under a name of its own; removes it if that fails. */
  async function makeWhole(beside: string, make: (beside: string) => Promise<void>): Promise<void> {
    try {
      await make(beside);
    } catch (error) {
      await io.remove(beside).catch(() => undefined);
      throw error;
    }
  }

  /** Does something at a path whose folder is ready; what the file system refuses becomes a finding. */
  async function at(path: string, work: (place: string) => Promise<void>): Promise<void> {
    const place = placeOf(path);
    try {
      if (place !== base.folder) await ready(place.slice(0, place.lastIndexOf('/')));
      await work(place);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      throw unwritable(place, reason, error);
    }
  }

  return {
    write: (path, text, { executable } = { executable: false }) =>
      at(path, async (place) => {
        const mode = executable ? 0o755 : 0o644;
        if (!(await holds(place, text, mode))) await put(place, (beside) => io.create(beside, text, mode));
      }),
    prepare: async (path, text) => {
      const beside = besides(path);
      await at(path, async (place) => {
        const before = await io.entry(place);
        if (before !== undefined) checkOwner(place, before);
        const mode = before?.kind === 'file' ? before.mode & 0o777 : 0o644;
        await makeWhole(placeOf(beside), async (made) => {
          await io.create(made, text, mode);
          // The mode is set again, because the process may take permissions from new files.
          if (before?.kind === 'file') await io.setMode(made, mode);
        });
      });
      return {
        place: () => at(path, (place) => io.rename(placeOf(beside), place)),
        drop: () => at(beside, io.remove),
      };
    },
    link: (path, to) =>
      at(path, async (place) => {
        if (!(await holdsLink(place, to))) await put(place, (beside) => io.link(beside, to));
      }),
    makeFolder: (path) => at(path, ready),
    claim: async (path, text) => {
      let isMade = true;
      await at(path, async (place) => {
        // Whoever sees the file sees its whole text, even if this process is killed meanwhile.
        const beside = besides(place);
        try {
          await io.create(beside, text, 0o644);
          isMade = await io.linkFile(beside, place);
        } finally {
          await io.remove(beside).catch(() => undefined);
        }
      });
      return isMade;
    },
    check: async (path) => {
      const place = placeOf(path);
      await ready(base.folder);
      const parts = place.slice(base.folder.length + 1).split('/');
      for (const index of parts.keys()) {
        const folder = `${base.folder}/${parts.slice(0, index + 1).join('/')}`;
        const entry = await io.entry(folder);
        if (entry === undefined) return;
        checkFolder(folder, entry);
      }
    },
    remove: (path) => at(path, io.remove),
    removeFolder: (path) =>
      at(path, async (place) => {
        if (place === own || !isOwn(place)) throw refuse(place, `${shown(place)} was not made by mkcross`);
        const entry = await io.entry(place);
        if (entry === undefined) return;
        checkOwner(place, entry);
        forget(place);
        await (entry.kind === 'folder' ? io.removeTree(place) : io.remove(place));
      }),
    removeEmptyFolder: (path) =>
      at(path, async (place) => {
        forget(place);
        await io.removeEmptyFolder(place);
      }),
  };
}

/** Why a file system refused something, in words; undefined for what is no error of a file system. */
function reasonOf(error: unknown): string | undefined {
  const code = systemCode(error);
  if (code === undefined) return undefined;
  return code === 'ENOENT' ? 'its folder was removed meanwhile' : systemReason(code);
}
