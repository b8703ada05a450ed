import type { Check } from '../check.ts';

/** Whoever has no Nix must be told what to install. */
export const installHints: Check = {
  title: 'says for every tool how Debian installs it, or what to do instead',
  problems: ({ plugin }) =>
    Object.entries(plugin.tools ?? {})
      .filter(
        ([, { host }]) =>
          host.install.apt === undefined && host.install.pip === undefined && host.instead === undefined,
      )
      .map(([name]) => `the tool ${name} names neither a package of apt nor one of pip`),
};
