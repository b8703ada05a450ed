import { ccName } from '@mkcross/core';
import type { Adapter, AdapterInput, Contribution } from '../adapter.ts';
import { pkgConfig } from '../pkg-config/pkg-config.ts';
import { set } from '../text.ts';
import { crossFile } from './cross-file.ts';
import body from './meson.sh';
import { mesonProject } from './project.ts';

function target(input: AdapterInput): Contribution {
  if (input.isHost) return {};
  const { triple } = input.target;
  const { name, content } = crossFile(input);
  return {
    env: {
      [`MKCROSS_MESON_CROSS_${ccName(triple)}`]: set([{ file: name }], 'For meson setup --cross-file.'),
    },
    files: { [name]: content },
    programs: {
      ...pkgConfig(input),
      [`${triple}-meson`]: {
        values: { cross: [{ file: name }], runs: input.runs === undefined ? '' : '1', triple },
        body,
      },
    },
  };
}

/** Meson: a cross file for each toolchain, and `<triple>-meson`, which uses it. */
export const meson: Adapter = { id: 'meson', builds: 'c', needs: ['c'], target, project: mesonProject };
