import type { Linkage, ModelFixture } from '@mkcross/composer';
import type { Target } from '@mkcross/core';
import type { Expectation, Inspection, TargetFacts } from '@mkcross/inspect';

/** The facts of a target that headers tell. */
const factsOf = ({ arch, bits, endian, system, abi, format }: Target): TargetFacts => ({
  arch,
  bits,
  endian,
  system,
  abi,
  format,
});

/** What the program of a fixture must be: the facts of the target, and what the fixture says. */
export function fixtureExpectation(
  target: Target,
  { linkage, imports = [], libraries = [], glibc, subsystem, windows }: ModelFixture['expect'],
): Expectation {
  const allowed = [...libraries, ...imports];
  return {
    target: factsOf(target),
    ...withLinkage(linkage),
    ...(allowed.length === 0 ? {} : { libraries: allowed }),
    ...(glibc === undefined ? {} : { glibc }),
    ...(subsystem === undefined ? {} : { subsystem }),
    ...(windows === undefined ? {} : { windows }),
  };
}

/**
 * What programs of the project must be: the facts of the target, and the linkage that the user asks for, else the toolchain's. That a
 * toolchain links dynamically does not require it: a Go program links nothing. WebAssembly imports what its host offers.
 */
export function projectExpectation(
  target: Target,
  asked: Linkage | undefined,
  toolchain: Linkage | undefined,
): Expectation {
  const implied = toolchain === 'dynamic' || target.format === 'wasm' ? undefined : toolchain;
  return { target: factsOf(target), ...withLinkage(asked ?? implied) };
}

const withLinkage = (linkage: Linkage | undefined): Pick<Expectation, 'linkage'> =>
  linkage === undefined || linkage === 'any' ? {} : { linkage };

/**
 * What a library must be where programs of the same project must be `expected`. An archive has neither a format of its target nor a
 * linkage; a DLL may need what a program may need. Of other shared libraries, the program that loads them decides.
 */
export function libraryExpectation({ target = {}, linkage }: Expectation, found: Inspection): Expectation {
  const { arch, bits, endian } = target;
  if (found.format === 'archive' || found.kind === 'import')
    return found.arch === null || arch === undefined ? {} : { target: { arch } };
  if (found.kind === 'object')
    return {
      target: {
        ...(arch === undefined ? {} : { arch }),
        ...(bits === undefined ? {} : { bits }),
        ...(endian === undefined ? {} : { endian }),
      },
    };
  return { target, ...(found.format === 'pe' && linkage !== undefined ? { linkage } : {}) };
}
