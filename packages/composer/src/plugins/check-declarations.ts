import type { Finding, ToolchainPlugin } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import { placeAt, type DocumentPath, type Places } from '../config/places.ts';
import { isTriple } from '@mkcross/core';
import { keyText } from '../config/schema-words.ts';
import type { Fault } from './fault.ts';
import { otherNames, packageManagers } from './package-managers.ts';
import type { Sites } from './plugin-sites.ts';

/** Ids that two toolchains, hooks, fixtures or targets share. */
export function checkIds({ toolchains = [], shell, fixtures = [], targets = [] }: ToolchainPlugin): readonly Fault[] {
  return [
    ...repeated(
      toolchains.map(({ id }) => id),
      (index) => ['toolchains', index, 'id'],
      'toolchains',
    ),
    ...repeated(
      (shell?.hooks ?? []).map(({ id }) => id),
      (index) => ['shell', 'hooks', index, 'id'],
      'hooks',
    ),
    ...repeated(
      fixtures.map(({ id }) => id),
      (index) => ['fixtures', index, 'id'],
      'fixtures',
    ),
    ...repeated(
      targets.map(({ triple }) => triple),
      (index) => ['targets', index, 'triple'],
      'targets',
    ),
  ];
}

function repeated(ids: readonly string[], pathOf: (index: number) => DocumentPath, what: string): readonly Fault[] {
  return ids.flatMap((id, index) => {
    const earlier = ids.indexOf(id);
    if (earlier === index) return [];
    const path = pathOf(index);
    return [
      {
        path,
        problem: `${keyText(path)} is "${id}", as in ${keyText(pathOf(earlier))}; the ${what} of a plugin need different names`,
      },
    ];
  });
}

/** Declared targets: names from which programs and files are named. */
export function checkTargets({ targets = [] }: ToolchainPlugin): readonly Fault[] {
  return targets.flatMap(({ names, executableSuffix }, index) => [
    ...(/^[A-Za-z0-9_.]+(-[A-Za-z0-9_.]+)*$/.test(names.gnu)
      ? []
      : [
          {
            path: ['targets', index, 'names', 'gnu'],
            problem: `targets[${index}].names.gnu must be the prefix of GNU programs without the last "-", such as "x86_64-w64-mingw32", found ${JSON.stringify(names.gnu)}`,
          },
        ]),
    ...(/^(\.[A-Za-z0-9_.-]+)?$/.test(executableSuffix)
      ? []
      : [
          {
            path: ['targets', index, 'executableSuffix'],
            problem: `targets[${index}].executableSuffix must be "" or begin with ".", such as ".exe", found ${JSON.stringify(executableSuffix)}`,
          },
        ]),
  ]);
}

/** Triples that toolchains are for. */
export function checkTriples({ toolchains = [] }: ToolchainPlugin): readonly Fault[] {
  return toolchains.flatMap(({ targets }, index) =>
    Object.keys(targets)
      .filter((name) => name !== 'host' && !isTriple(name))
      .map((name) => {
        const path = ['toolchains', index, 'targets', name];
        return {
          path,
          problem: `${keyText(path)} must be "host" or a Rust target triple, such as "x86_64-unknown-linux-musl"`,
        };
      }),
  );
}

/** Regular expressions, with as many groups as they need. */
export function checkPatterns({ patterns }: Sites): readonly Fault[] {
  return patterns.flatMap(({ pattern, groups, path }) => {
    const count = groupsOf(pattern);
    if (typeof count === 'string') return [{ path, problem: `${keyText(path)} is not a regular expression: ${count}` }];
    if (groups === undefined || count === groups) return [];
    return [
      {
        path,
        problem: `${keyText(path)} must have one group, which is the version, and has ${count === 0 ? 'none' : String(count)}`,
        fix: 'Write "(…)" around the version, and "(?:…)" around anything else.',
      },
    ];
  });
}

/** The number of groups of a regular expression, or why it is not one. */
function groupsOf(pattern: string): number | string {
  try {
    return (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split(': ').at(-1) ?? message;
  }
}

/** Files that "plugin build" puts into plugin.json, and that mkcross therefore never reads. */
export function checkInlined({ files }: Sites): readonly Fault[] {
  return files.map((path) => ({
    path,
    problem: `${keyText(path)} names a file, but a plugin that is loaded has its scripts in it`,
    fix: 'Write the bash itself here, or build plugin.json with "mkcross plugin build".',
  }));
}

/** Package managers that mkcross does not know: PLUGIN_PACKAGE_MANAGER_UNKNOWN, a warning. */
export function checkInstalls(plugin: ToolchainPlugin, { installs }: Sites, places: Places): readonly Finding[] {
  return installs.flatMap(({ managers, path }) =>
    managers
      .filter((name) => !packageManagers.includes(name))
      .map((name) => {
        const here = [...path, name];
        const nearest = otherNames[name.toLowerCase()] ?? nearestName(name, packageManagers);
        return findings.PLUGIN_PACKAGE_MANAGER_UNKNOWN(
          { id: plugin.meta.id, key: keyText(path), name, nearest, known: packageManagers },
          placeAt(places, here),
        );
      }),
  );
}
