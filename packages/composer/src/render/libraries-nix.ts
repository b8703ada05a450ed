import { bind, binary, call, inherit, lambda, letIn, list, name, select, set, str, type Nix } from '../nix/index.ts';
import { scriptPath } from './script-files.ts';

const builtins = (of: string) => select(name('builtins'), [of]);
const lib = (of: string) => select(name('lib'), [of]);
const derivation = select(name('one'), ['derivation']);
const ofOne = (body: Nix) => lambda('one', body);

/**
 * The Nix expression of libraries.nix: a function that joins what programs may link from a package and from all that it propagates in one
 * folder.
 */
export function librariesNix(script: string): Nix {
  const definitions = [
    bind(
      ['node'],
      lambda('derivation', set([bind(['key'], select(name('derivation'), ['outPath'])), inherit(['derivation'])])),
    ),
    bind(
      ['propagatedBy'],
      ofOne(select(derivation, ['propagatedBuildInputs'], list([]))),
      'propagatedNativeBuildInputs are programs of this machine.',
    ),
    bind(
      ['next'],
      ofOne(
        call(
          name('map'),
          name('node'),
          call(builtins('filter'), lib('isDerivation'), call(name('propagatedBy'), name('one'))),
        ),
      ),
    ),
    bind(
      ['closure'],
      call(
        builtins('genericClosure'),
        set([bind(['startSet'], list([call(name('node'), name('package'))])), bind(['operator'], name('next'))]),
      ),
    ),
    bind(['linked'], list([str('dev'), str('static'), str('lib'), str('out')]), 'Archives may be in "static".'),
    bind(
      ['wanted'],
      binary(name('linked'), '++', call(lib('optional'), binary(name('linkage'), '!=', str('static')), str('bin'))),
      'DLLs are in "bin".',
    ),
    bind(['isWanted'], lambda('output', call(builtins('elem'), name('output'), name('wanted')))),
    bind(['presentIn'], ofOne(select(derivation, ['outputs'], list([str('out')])))),
    bind(['wantedOf'], ofOne(call(builtins('filter'), name('isWanted'), call(name('presentIn'), name('one'))))),
    bind(
      ['outputsOf'],
      ofOne(
        call(name('map'), lambda('output', select(derivation, [name('output')])), call(name('wantedOf'), name('one'))),
      ),
    ),
    bind(
      ['given'],
      set([
        inherit(['attribute', 'linkage', 'target']),
        bind(['folders'], call(builtins('concatMap'), name('outputsOf'), name('closure'))),
      ]),
    ),
  ];
  const joined = call(
    select(name('pkgs'), ['runCommand']),
    str(name('target'), '-libraries'),
    name('given'),
    call(builtins('readFile'), scriptPath('.', script)),
  );
  return lambda(
    { names: ['pkgs', 'lib', 'package', 'attribute', 'linkage', 'target'], open: false },
    letIn(definitions, joined),
  );
}
