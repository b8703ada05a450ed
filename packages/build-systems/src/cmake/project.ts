import type { Artifact, BuildRequest, BuildResult, ProjectSupport } from '../adapter.ts';
import { artifactName, isLibrary } from '../built-file.ts';
import { fieldsOf, objectsOf, parsed } from '../json.ts';
import { baseName, pathFrom } from '../paths.ts';

const query = '.cmake/api/v1/query/codemodel-v2';
const replies = '.cmake/api/v1/reply';

/** A CMake project. What it has built is read from CMake's file API (cmake-file-api(7)). */
export const cmakeProject: ProjectSupport = {
  markers: ['CMakeLists.txt'],
  build: ({ input, folder, output }) => {
    const cmake = input.isHost ? 'cmake' : `${input.target.triple}-cmake`;
    return Promise.resolve([
      {
        name: 'configure',
        kind: 'configure',
        command: [cmake, '-S', folder, '-B', output],
        files: { [`${output}/${query}`]: '' },
      },
      { name: 'build', kind: 'build', command: ['cmake', '--build', output, '--parallel'] },
    ]);
  },
  test: async ({ output }, { read }) =>
    (await read(`${output}/CTestTestfile.cmake`)) === undefined
      ? []
      : [
          {
            name: 'test',
            kind: 'test',
            command: ['ctest', '--test-dir', output, '--output-on-failure', '--no-tests=ignore'],
          },
        ],
  artifacts: async (request, built) => {
    const files = await built.list(request.output);
    const targets = files.filter(
      (path) => path.startsWith(`${request.output}/${replies}/target-`) && baseName(path).endsWith('.json'),
    );
    const found = await Promise.all(targets.map((path) => artifactsOf(path, request, built, files)));
    return found.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
  },
};

const isProgram = (type: unknown): boolean => type === 'EXECUTABLE';
const isLibraryType = (type: unknown): boolean =>
  type === 'SHARED_LIBRARY' || type === 'STATIC_LIBRARY' || type === 'MODULE_LIBRARY';

/** What one target of CMake has left; targets that the default build leaves out have left nothing. */
async function artifactsOf(
  reply: string,
  { input, folder, output }: BuildRequest,
  { read }: BuildResult,
  files: readonly string[],
): Promise<readonly Artifact[]> {
  const { type, artifacts } = fieldsOf(parsed((await read(reply)) ?? ''));
  if (!isProgram(type) && !isLibraryType(type)) return [];
  const paths = objectsOf(artifacts).map(({ path }) => pathFrom(output, String(path)));
  // The first is the program; debug information and import libraries follow it.
  const wanted = isProgram(type) ? paths.slice(0, 1) : paths.filter((path) => isLibrary(path) || paths.length === 1);
  return wanted
    .filter((path) => files.includes(path) || !path.startsWith(`${output}/`))
    .map((path) => ({
      name: artifactName(path, input.target),
      path,
      kind: isProgram(type) ? 'executable' : 'library',
      run: isProgram(type),
      folder,
    }));
}
