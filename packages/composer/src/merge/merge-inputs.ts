import { placeText, type Finding, type FlakeInput, type Library, type Tool } from '@mkcross/core';
import type { ModelLibrary, Owner, Scoped, ShellModel } from '../model.ts';
import type { ChosenTarget } from '../select/choose-targets.ts';
import type { Project } from '../select/project.ts';
import type { Selected } from '../select/select-contributions.ts';
import { findings } from '../findings/index.ts';
import { qualifiedTool, qualifyValues } from './qualify.ts';

type Inputs = Pick<ShellModel, 'flakes' | 'libraries' | 'packages' | 'path' | 'scripts' | 'tools'>;

/** Everything that must be there, from all plugins and from the user's configuration. */
export function mergeInputs(
  project: Project,
  selected: readonly Selected[],
  chosen: readonly ChosenTarget[],
): { readonly inputs: Inputs; readonly found: readonly Finding[] } {
  const flakes = mergeFlakes(selected);
  const scripts = mergeScripts(selected);
  return {
    inputs: {
      flakes: flakes.merged,
      tools: Object.fromEntries(declared(selected, ({ tools }) => tools)),
      libraries: Object.fromEntries(
        [...declared(selected, ({ libraries }) => libraries), ...userLibraries(project, chosen)].toSorted(byKey),
      ),
      packages: [...pluginPackages(selected), ...userPackages(project)],
      path: selected.flatMap((one) =>
        (one.contribution.inputs?.path ?? []).map((tool) => ({
          ...scopeOf(one),
          tool: qualifiedTool({ owner: one.plugin.meta.id }, tool),
          why: one.plugin.tools?.[tool]?.why ?? '',
        })),
      ),
      scripts: scripts.merged,
    },
    found: [...flakes.found, ...scripts.found],
  };
}

/** Tools or libraries that plugins declare, by qualified name, sorted. */
function declared<T extends Library | Tool>(
  selected: readonly Selected[],
  of: (plugin: Selected['plugin']) => Readonly<Record<string, T>> | undefined,
): readonly (readonly [string, T & { readonly from: Owner }])[] {
  const plugins = [...new Set(selected.map(({ plugin }) => plugin))];
  return plugins
    .flatMap((plugin) =>
      Object.entries(of(plugin) ?? {}).map(
        ([name, part]) => [`${plugin.meta.id}/${name}`, { ...part, from: plugin.meta.id }] as const,
      ),
    )
    .toSorted(byKey);
}

function userLibraries({ config, placeOf }: Project, chosen: readonly ChosenTarget[]) {
  return chosen.flatMap(({ triple }) =>
    (config.target[triple]?.libraries ?? []).map((listed, index) => {
      const isFolder = listed.startsWith('./');
      const library: ModelLibrary & { readonly from: Owner } = {
        why: 'The project’s configuration lists it.',
        nix: { package: isFolder ? { folder: listed } : { set: triple, attr: [listed] } },
        host: { dirs: isFolder ? usualDirs(listed) : {}, install: {} },
        from: placeText(placeOf(['target', triple, 'libraries', index])),
      };
      return [`mkcross.toml/${triple}/${listed}`, library] as const;
    }),
  );
}

const usualDirs = (folder: string) => ({
  bin: [`${folder}/bin`],
  include: [`${folder}/include`],
  lib: [`${folder}/lib`],
  pkgconfig: [`${folder}/lib/pkgconfig`],
});

function pluginPackages(selected: readonly Selected[]): ShellModel['packages'] {
  return selected.flatMap((one) =>
    (one.contribution.inputs?.packages ?? []).flatMap((name) => {
      const tool = one.plugin.tools?.[name];
      if (tool === undefined) return [];
      const qualified = qualifiedTool({ owner: one.plugin.meta.id }, name);
      return [{ ...scopeOf(one), package: tool.nix.package, tool: qualified, why: tool.why }];
    }),
  );
}

function userPackages({ config, placeOf }: Project): ShellModel['packages'] {
  return config.nix.packages.map((attr, index) => ({
    from: placeText(placeOf(['nix', 'packages', index])),
    package: { attr: [attr] },
    why: 'The project’s configuration lists it.',
  }));
}

function mergeFlakes(selected: readonly Selected[]) {
  const claims = selected.flatMap(({ plugin, contribution }) =>
    Object.entries(contribution.inputs?.flakes ?? {}).map(([name, input]) => ({ name, input, owner: plugin.meta.id })),
  );
  const names = [...new Set(claims.map(({ name }) => name))].toSorted();
  const text = ({ url, follows }: FlakeInput) => `${url}${follows ? ', following nixpkgs' : ''}`;
  const found: Finding[] = [];
  const merged = names.flatMap((name) => {
    const same = claims.filter((claim) => claim.name === name);
    const distinct = new Set(same.map(({ input }) => text(input)));
    if (distinct.size > 1)
      found.push(
        findings.FLAKE_INPUT_CONFLICT({ name, sides: same.map(({ owner, input }) => ({ owner, value: text(input) })) }),
      );
    return same.slice(0, 1).map(({ input, owner }) => [name, { ...input, from: owner }] as const);
  });
  return { merged: Object.fromEntries(merged), found };
}

function mergeScripts(selected: readonly Selected[]) {
  const all = selected.flatMap((one) =>
    (one.contribution.inputs?.scripts ?? []).map((script) => ({
      ...qualifyValues(
        { owner: one.plugin.meta.id, ...(one.support === undefined ? {} : { target: one.support.triple }) },
        script,
      ),
      ...scopeOf(one),
    })),
  );
  const names = [...new Set(all.map(({ name }) => name))].toSorted();
  const found = names.flatMap((name) => {
    const same = all.filter((script) => script.name === name);
    const distinct = new Set(same.map(({ values, body }) => JSON.stringify([values, body])));
    return distinct.size > 1
      ? [findings.FILE_CONFLICT({ name, owners: [...new Set(same.map(({ from }) => from))] })]
      : [];
  });
  const merged = names.flatMap((name) => all.filter((script) => script.name === name).slice(0, 1));
  return { merged, found };
}

/** Where what a plugin adds applies. */
export function scopeOf({ plugin, support, systems }: Selected): Scoped {
  const from = plugin.meta.id;
  if (support !== undefined) return { from, targets: [support.triple], systems };
  return plugin.hosts === undefined ? { from } : { from, systems };
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]) => (a[0] < b[0] ? -1 : 1);
