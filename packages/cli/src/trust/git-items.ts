import { trustItem, type TrustItem } from './trust-item.ts';

/** Settings of a repository with which git runs nothing and fetches nothing. Files that are included have been read with it. */
const harmless = new RegExp(
  `^(${[
    'advice|branch|color|column|commit|gui|http|include|includeif|index|log|maintenance|pack|pull|push|rebase|rerere|stash|status|tag|user',
    'core\\.(abbrev|autocrlf|bare|bigfilethreshold|checkstat|commentchar|compression|eol|filemode|ignorecase|logallrefupdates)',
    'core\\.(longpaths|precomposeunicode|preloadindex|protecthfs|protectntfs|quotepath|repositoryformatversion|safecrlf)',
    'core\\.(sharedrepository|sparsecheckout|sparsecheckoutcone|symlinks|trustctime|untrackedcache|whitespace)',
    'gc(?!\\.recentobjectshook)',
    'extensions\\.(compatobjectformat|objectformat|refstorage|worktreeconfig)',
    'lfs\\.(repositoryformatversion|.*\\.(access|locksverify))',
    'remote\\..*\\.(fetch|gh-resolved|mirror|prune|prunetags|push|pushurl|skipfetchall|tagopt|url)',
    'submodule\\..*\\.(active|branch|fetchrecursesubmodules|ignore|path|url)',
  ].join('|')})(\\.|$)`,
);

/**
 * Settings of a repository's own configuration with which git, that Nix calls, runs programs or fetches objects: monitors, filters, remotes
 * that promise objects, included files and everything else that is not known to be harmless. No clone has them of itself, but a folder that
 * was unpacked or copied.
 */
export function gitItems(settings: readonly (readonly [key: string, value: string])[]): readonly TrustItem[] {
  const kept = settings.filter(([key, value]) => !harmless.test(key) && !(key === 'core.fsmonitor' && isOff(value)));
  // A key may be there more than once.
  const values = new Map<string, readonly string[]>();
  for (const [key, value] of kept) values.set(key, [...(values.get(key) ?? []), value]);
  return [...values].map(([key, all]) =>
    trustItem({ kind: 'git', name: `.git/config: ${key}`, phase: 'nix', text: all.join(', ') }, all),
  );
}

const isOff = (value: string) => /^(false|no|off|0)$/i.test(value);
