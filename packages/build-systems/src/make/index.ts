import type { Role } from '@mkcross/core';
import type { Adapter, AdapterInput, Contribution } from '../adapter.ts';
import { pkgConfig, pkgConfigName } from '../pkg-config/pkg-config.ts';
import { joined } from '../text.ts';
import body from './make.sh';
import { makeProject } from './project.ts';

/** Variables of make's own rules, and those that makefiles agree on. */
const variables: readonly (readonly [string, Role])[] = [
  ['CC', 'cc'],
  ['CXX', 'cxx'],
  ['AR', 'ar'],
  ['RANLIB', 'ranlib'],
  ['NM', 'nm'],
  ['STRIP', 'strip'],
  ['OBJCOPY', 'objcopy'],
  ['OBJDUMP', 'objdump'],
  ['WINDRES', 'windres'],
  ['DLLTOOL', 'dlltool'],
];

function target(input: AdapterInput): Contribution {
  if (input.isHost) return {};
  const { programs, prefix, executableFlags } = input.toolchain;
  const assignments = variables.flatMap(([name, role]) => {
    const program = programs[role];
    return program === undefined ? [] : [`${name}=${program}`];
  });
  return {
    programs: {
      ...pkgConfig(input),
      [`${input.target.triple}-make`]: {
        values: {
          assignments: {
            list: [...assignments, `PKG_CONFIG=${pkgConfigName(input.toolchain)}`, `CROSS_COMPILE=${prefix}`],
          },
          executable_flags: joined(executableFlags, ' '),
        },
        body,
      },
    },
  };
}

/** make: `<triple>-make`, which names the target's programs on make's command line. */
export const make: Adapter = { id: 'make', builds: 'c', needs: ['c'], target, project: makeProject };
