import { ccName } from '@mkcross/core';
import type { Adapter, AdapterInput, Contribution } from '../adapter.ts';
import { pkgConfig } from '../pkg-config/pkg-config.ts';
import { set } from '../text.ts';
import body from './cmake.sh';
import { cmakeProject } from './project.ts';
import { toolchainFile } from './toolchain-file.ts';

function target(input: AdapterInput): Contribution {
  if (input.isHost) return {};
  const { triple } = input.target;
  const { name, content } = toolchainFile(input);
  return {
    env: {
      [`MKCROSS_CMAKE_TOOLCHAIN_${ccName(triple)}`]: set(
        [{ file: name }],
        'For cmake --toolchain and presets. CMake itself reads CMAKE_TOOLCHAIN_FILE, which affects the host too.',
      ),
    },
    files: { [name]: content },
    programs: { ...pkgConfig(input), [`${triple}-cmake`]: { values: { toolchain: [{ file: name }] }, body } },
  };
}

/** CMake: a toolchain file for each toolchain, and `<triple>-cmake`, which uses it. */
export const cmake: Adapter = { id: 'cmake', builds: 'c', needs: ['c'], target, project: cmakeProject };
