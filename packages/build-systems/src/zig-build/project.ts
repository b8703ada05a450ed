import type { Artifact, BuildRequest, ProjectSupport } from '../adapter.ts';
import { artifactName, hasExecutableName, isLibrary } from '../built-file.ts';
import { baseName } from '../paths.ts';

/** A project of `zig build`. What it has built is what it installs. */
export const zigProject: ProjectSupport = {
  markers: ['build.zig'],
  build: (request) =>
    Promise.resolve([
      { name: 'build', kind: 'build', command: [...zigBuild(request), '--prefix', request.output] },
      { name: 'steps', kind: 'list', command: ['zig', 'build', '-l'] },
    ]),
  test: (request, { printed }) =>
    Promise.resolve(
      /^ {2}test\s/m.test(`${printed['steps'] ?? ''}\n`)
        ? [{ name: 'test', kind: 'test', command: [...zigBuild(request), 'test'] }]
        : [],
    ),
  artifacts: async ({ input: { target }, folder, output }, { list }) => {
    const installed = await list(output);
    return installed.flatMap((path): readonly Artifact[] => {
      const named = { name: artifactName(path, target), path, folder };
      const parent = path.slice(output.length + 1, -baseName(path).length - 1);
      if ((parent === 'bin' || parent === 'lib') && isLibrary(path)) return [{ ...named, kind: 'library', run: false }];
      const isProgram = parent === 'bin' && hasExecutableName(path, target) && !path.endsWith('.pdb');
      return isProgram ? [{ ...named, kind: 'executable', run: true }] : [];
    });
  },
};

const zigBuild = ({ input: { target } }: BuildRequest): readonly [string, ...string[]] => [
  'zig',
  'build',
  `-Dtarget=${target.names['zig'] ?? target.triple}`,
];
