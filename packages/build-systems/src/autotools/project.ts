import type { ProjectStep, ProjectSupport } from '../adapter.ts';
import { artifactsAmong } from '../built-file.ts';

/** A project with a configure script, built outside its folder and installed into a folder of ours, as its users install it. */
export const autotoolsProject: ProjectSupport = {
  markers: ['configure.ac', 'configure', 'configure.in'],
  build: async ({ input, folder, output }, { read }) => {
    const host = input.isHost ? [] : [`--host=${input.target.names.gnu}`];
    const steps: readonly ProjectStep[] = [
      { name: 'configure', kind: 'configure', command: [`${folder}/configure`, ...host], cwd: `${output}/build` },
      { name: 'build', kind: 'build', command: ['make', '-j4'], cwd: `${output}/build` },
      {
        name: 'install',
        kind: 'build',
        command: ['make', 'install', `DESTDIR=${output}/installed`],
        cwd: `${output}/build`,
      },
    ];
    if ((await read(`${folder}/configure`)) !== undefined) return steps;
    return [{ name: 'autoreconf', kind: 'configure', command: ['autoreconf', '-fi'] }, ...steps];
  },
  // automake's tests are programs without a suffix or with .exe, which it starts by LOG_COMPILER and EXE_LOG_COMPILER.
  test: async ({ input, output }, { read }) => {
    const makefile = (await read(`${output}/build/Makefile`)) ?? '';
    if (!/^check:/m.test(makefile)) return [];
    const { runs } = input;
    const by = typeof runs === 'object' ? [`LOG_COMPILER=${runs.program}`, `EXE_LOG_COMPILER=${runs.program}`] : [];
    return [{ name: 'test', kind: 'test', command: ['make', 'check', ...by], cwd: `${output}/build` }];
  },
  artifacts: async ({ input, folder, output }, built) =>
    artifactsAmong(await built.list(`${output}/installed`), input.target, folder, built),
};
