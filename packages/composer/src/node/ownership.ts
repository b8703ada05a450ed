/** The users whose files count as those of the user who runs mkcross. */
export interface Ownership {
  /** Numbers of users; undefined on systems without users, where everything counts. */
  readonly owners: readonly number[] | undefined;
  /** What git's `safe.directory` has in the configuration of the user and the system; only asked for where a folder is another user's. */
  readonly safeFolders: () => Promise<readonly string[]>;
}

/**
 * The users whose files count as those of a process: as for git, also the one who called sudo
 * (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory).
 *
 * @param user - the effective user; undefined on systems without users
 * @param caller - `SUDO_UID`
 */
export function ownersOf(user: number | undefined, caller: string | undefined): readonly number[] | undefined {
  if (user === undefined) return undefined;
  return user === 0 && caller !== undefined && /^\d+$/.test(caller) ? [user, Number(caller)] : [user];
}

/** Whether a folder is among those that git treats as safe, or below one: `*`, `/path` or `/path/*`. An empty value resets the list. */
export function isSafeFolder(folder: string, values: readonly string[]): boolean {
  const safe = values.slice(values.lastIndexOf('') + 1);
  return safe.some((value) => {
    const path = value.replace(/\/\*?$/, '');
    return value === '*' || folder === path || folder.startsWith(`${path}/`);
  });
}
