import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import { doStep } from '../step.ts';
import type { Lane, Verification } from '../verification.ts';
import { verifyFindings as findings } from '../../findings/verify-findings.ts';
import { verifyCargo } from './cargo-project.ts';
import { verifyCMake } from './cmake-project.ts';
import { verifyCommanded } from './commanded-project.ts';
import { verifyMeson } from './meson-project.ts';
import { verifyZig } from './zig-project.ts';

/** A project as it is verified for a target. */
export interface ProjectToVerify {
  /** `cargo`, `zig`, `cmake`, `meson`, or `verify.build` for what mkcross.toml says. */
  readonly name: string;
  readonly verify: (lane: Lane) => Promise<readonly StepReport[]>;
}

/** The projects in a folder: what `[verify]` of mkcross.toml says, else one for each build system whose file is there. */
export async function findProjects({ root, settings }: Verification): Promise<readonly ProjectToVerify[]> {
  const { build } = settings;
  if (build !== undefined) return [{ name: 'verify.build', verify: (lane) => verifyCommanded(lane, build) }];
  const isThere = await Promise.all(
    systems.map(async ({ file }) => (await stat(join(root, file)).catch(() => undefined))?.isFile() === true),
  );
  return systems.filter((_, index) => isThere[index] === true);
}

const systems: readonly (ProjectToVerify & { readonly file: string })[] = [
  {
    name: 'cargo',
    file: 'Cargo.toml',
    verify: (lane) =>
      lane.target.builds.cargo === true ? verifyCargo(lane) : notBuilt(lane, 'Cargo.toml', 'rust-musl'),
  },
  {
    name: 'cmake',
    file: 'CMakeLists.txt',
    verify: (lane) =>
      lane.target.builds.cmake === undefined
        ? notBuilt(lane, 'CMakeLists.txt', 'zig-cc')
        : verifyCMake(lane, lane.target.builds.cmake),
  },
  {
    name: 'meson',
    file: 'meson.build',
    verify: (lane) =>
      lane.target.builds.meson === undefined
        ? notBuilt(lane, 'meson.build', 'zig-cc')
        : verifyMeson(lane, lane.target.builds.meson),
  },
  {
    name: 'zig',
    file: 'build.zig',
    verify: (lane) =>
      lane.target.builds.zig === undefined
        ? notBuilt(lane, 'build.zig', 'zig')
        : verifyZig(lane, lane.target.builds.zig),
  },
];

async function notBuilt(lane: Lane, file: string, plugin: string): Promise<readonly StepReport[]> {
  const found = findings.PROJECT_NOT_BUILT({ file, triple: lane.target.triple, plugin });
  const step = { name: 'build', kind: 'build', key: file } as const;
  const { report } = await doStep(lane, {
    ...step,
    work: () => Promise.resolve({ status: 'skipped', findings: [found] }),
  });
  return [report];
}
