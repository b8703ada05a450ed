import type { Finding, Language, Place, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { Ref } from '@mkcross/core';
import { fullRef } from '../resolve/catalog.ts';

/** What runs in front of the compilers of a language. */
interface LanguageLauncher {
  readonly from: string;
  readonly tool: Ref;
  readonly why: string;
}
export type Launchers = ReadonlyMap<Language, LanguageLauncher>;

/** The launchers of enabled plugins by language; two for one language are a finding. */
export function launchersOf(
  enabled: readonly ToolchainPlugin[],
  where: Place,
): { readonly launchers: Launchers; readonly found: readonly Finding[] } {
  const launchers = new Map<Language, LanguageLauncher>();
  const owners = new Map<Language, string[]>();
  for (const { meta, launchers: declared = [] } of enabled)
    for (const { languages, tool, why } of declared)
      for (const language of languages) {
        const launcher = { from: meta.id, tool: fullRef(meta.id, tool), why };
        const before = launchers.get(language);
        if (before?.tool === launcher.tool) continue;
        owners.set(language, [...(owners.get(language) ?? []), meta.id]);
        if (before === undefined) launchers.set(language, launcher);
      }
  const found = [...owners].flatMap(([language, ids]) =>
    ids.length < 2 ? [] : [findings.LAUNCHER_CONFLICT({ language, owners: ids }, where)],
  );
  return { launchers, found };
}
