import type { ShellModel } from '../model.ts';
import { binary, bind, call, lambda, letIn, list, name, select, set, str, type Nix } from '../nix/index.ts';

const lib = name('lib');
const of = (key: string) => select(name('known'), [key]);
const older = (one: Nix, than: Nix) => call(select(lib, ['versionOlder']), one, than);

/** mkcross/releases.nix: what shells say of a nixpkgs that plugins are not known to work with, as a function of `lib`. */
export function releasesNix(releases: NonNullable<ShellModel['nixpkgs']['releases']>): Nix {
  const ranges = releases.map(({ oldest, newest, from }) =>
    set([bind(['plugins'], str(from.join(', '))), bind(['oldest'], str(oldest)), bind(['newest'], str(newest))]),
  );
  const warning = str(
    ...['mkcross: nixpkgs ', name('release'), ' is not one of ', of('oldest'), ' to ', of('newest')],
    ...[', with which these plugins are known to work: ', of('plugins')],
    '. Update the plugins, or pin one of these releases in flake.nix.',
  );
  const isUnknown = binary(older(name('release'), of('oldest')), '||', older(of('newest'), name('release')));
  const unknown = call(select(name('builtins'), ['filter']), name('isUnknown'), name('knownReleases'));
  return lambda(
    { names: ['lib'], open: false },
    letIn(
      [
        bind(['knownReleases'], list(ranges), 'The releases of nixpkgs that plugins are known to work with.'),
        bind(['release'], call(select(lib, ['versions', 'majorMinor']), select(lib, ['version']))),
        bind(['isUnknown'], lambda('known', isUnknown)),
        bind(['warning'], lambda('known', warning)),
      ],
      call(name('map'), name('warning'), unknown),
    ),
  );
}
