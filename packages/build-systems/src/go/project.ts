import type { BuildRequest, Files, ProjectSupport } from '../adapter.ts';
import { artifactName } from '../built-file.ts';
import { baseName } from '../paths.ts';

/** A Go module: its programs are built into a folder of ours. */
export const goProject: ProjectSupport = {
  markers: ['go.mod'],
  build: async (request, files) => {
    // go refuses to write the programs of a module that has none.
    const into = (await hasProgram(request, files)) ? ['-o', `${programsOf(request)}/`] : [];
    return [{ name: 'build', kind: 'build', command: [goOf(request), 'build', ...into, './...'] }];
  },
  test: async (request, files) => {
    const sources = await sourcesOf(request, files);
    return sources.some((path) => path.endsWith('_test.go'))
      ? [{ name: 'test', kind: 'test', command: [goOf(request), 'test', './...'] }]
      : [];
  },
  artifacts: async (request, { list }) => {
    const paths = await list(programsOf(request));
    const { input, folder } = request;
    return paths.map((path) => ({
      name: artifactName(path, input.target),
      path,
      kind: 'executable',
      run: true,
      folder,
    }));
  },
};

const goOf = ({ input: { isHost, target } }: BuildRequest): string => (isHost ? 'go' : `${target.triple}-go`);

const programsOf = ({ output }: BuildRequest): string => `${output}/bin`;

async function sourcesOf({ folder }: BuildRequest, { list }: Files): Promise<readonly string[]> {
  const all = await list(folder);
  return all.filter(
    (path) =>
      path.endsWith('.go') &&
      // go itself does not look into these.
      !path
        .slice(folder.length + 1)
        .split('/')
        .some((part) => part === 'testdata' || part === 'vendor' || /^[._]/.test(part)),
  );
}

async function hasProgram(request: BuildRequest, files: Files): Promise<boolean> {
  const sources = await sourcesOf(request, files);
  const texts = await Promise.all(
    sources.filter((path) => !baseName(path).endsWith('_test.go')).map((path) => files.read(path)),
  );
  return texts.some(
    (text) => text !== undefined && /^package main\b/m.test(text) && !/^\/\/go:build ignore\b/m.test(text),
  );
}
