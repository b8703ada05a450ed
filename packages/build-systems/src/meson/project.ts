import type { Artifact, ProjectSupport } from '../adapter.ts';
import { artifactName, isLibrary } from '../built-file.ts';
import { objectsOf, parsed, textsOf } from '../json.ts';
import { pathFrom } from '../paths.ts';

/** A Meson project. What it has built is what `meson introspect --targets` names. */
export const mesonProject: ProjectSupport = {
  markers: ['meson.build'],
  build: async ({ input, folder, output }, { read }) => {
    const meson = input.isHost ? 'meson' : `${input.target.triple}-meson`;
    // Meson refuses to reconfigure a folder that it has not set up, and leaves one alone that it has.
    const again = (await read(`${output}/build.ninja`)) === undefined ? [] : ['--reconfigure'];
    return [
      { name: 'configure', kind: 'configure', command: [meson, 'setup', ...again, output, folder] },
      { name: 'build', kind: 'build', command: ['meson', 'compile', '-C', output] },
      { name: 'targets', kind: 'list', command: ['meson', 'introspect', '--targets', output] },
      { name: 'tests', kind: 'list', command: ['meson', 'introspect', '--tests', output] },
    ];
  },
  test: ({ input, output }, { printed }) => {
    const tests = objectsOf(parsed(printed['tests'] ?? ''));
    const meson = input.isHost ? 'meson' : `${input.target.triple}-meson`;
    return Promise.resolve(
      tests.length === 0 ? [] : [{ name: 'test', kind: 'test', command: [meson, 'test', '-C', output] }],
    );
  },
  artifacts: async ({ input, folder, output }, { printed, list }) => {
    const files = await list(output);
    const targets = objectsOf(parsed(printed['targets'] ?? ''));
    const found = targets.flatMap(({ type, filename }): readonly Artifact[] => {
      const kind = type === 'executable' ? 'executable' : libraries.includes(String(type)) ? 'library' : undefined;
      if (kind === undefined) return [];
      const paths = textsOf(filename).map((path) => pathFrom(output, path));
      const [first] = kind === 'executable' ? paths : [paths.find(isLibrary) ?? paths[0]];
      // Targets that the default build leaves out have left nothing.
      if (first === undefined || !files.includes(first)) return [];
      return [{ name: artifactName(first, input.target), path: first, kind, run: kind === 'executable', folder }];
    });
    return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  },
};

const libraries: readonly string[] = ['shared library', 'shared module', 'static library'];
