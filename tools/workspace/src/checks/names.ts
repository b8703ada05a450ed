import type { Check } from './check.ts';

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const meaningless = /^(common|helpers?|misc|shared|stuff|utils?)(\.|$)/;

/** One name everywhere: what a user writes in `plugins` is the folder, and the package. */
export const packageNames: Check = {
  title: 'each package is called like its folder',
  problems: ({ workspaces }) =>
    workspaces
      .filter(({ id, manifest }) => manifest['name'] !== (id === 'cli' ? 'mkcross' : `@mkcross/${id}`))
      .map(({ folder, manifest }) => `${folder} holds a package called ${String(manifest['name'])}`),
};

/** A file says what it holds. */
export const fileNames: Check = {
  title: 'source files have names in kebab-case that say something',
  problems: ({ workspaces }) =>
    workspaces.flatMap(({ folder, files }) =>
      files
        .filter((file) => file.startsWith('src/'))
        .flatMap((file) => {
          const parts = file.split('/');
          if (parts.some((part) => meaningless.test(part))) return [`${folder}/${file} has a name that says nothing`];
          return parts.every((part) => kebabCase.test(part)) ? [] : [`${folder}/${file} is not in kebab-case`];
        }),
    ),
};
