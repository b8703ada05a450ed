import type { Finding, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import type { Project } from './project.ts';
import type { Selected } from './select-contributions.ts';

/** What is wrong with `cc` in the targets' tables: nobody of that name compiles C there, or for another C runtime. */
export function checkCompilers(
  { config, placeOf }: Project,
  plugins: readonly ToolchainPlugin[],
  selected: readonly Selected[],
): readonly Finding[] {
  const supports = plugins.flatMap((plugin) =>
    plugin.targets.map(({ triple, c }) => {
      const chosen = selected.find((one) => one.plugin === plugin && one.support?.triple === triple)?.support;
      return { id: plugin.meta.id, triple, c: (chosen ?? { c }).c };
    }),
  );

  return Object.entries(config.target).flatMap(([triple, { cc }]): readonly Finding[] => {
    if (cc === undefined) return [];
    const where = placeOf(['target', triple, 'cc']);
    const compilers = supports.flatMap(({ id, triple: one, c }) =>
      one === triple && c !== undefined ? [{ id, ...c }] : [],
    );
    const chosen = compilers.find(({ id }) => id === cc);
    if (chosen === undefined)
      return [findings.CC_UNKNOWN({ triple, cc, compilers: compilers.map(({ id }) => id) }, where)];
    const other = compilers.find(({ runtime }) => runtime !== chosen.runtime);
    return other === undefined ? [] : [findings.CC_RUNTIME_MISMATCH({ triple, chosen, other }, where)];
  });
}
