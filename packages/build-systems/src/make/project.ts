import type { BuildRequest, ProjectSupport } from '../adapter.ts';
import { artifactsAmong } from '../built-file.ts';
import copyProject from './copy-project.sh';

const makefiles: readonly string[] = ['Makefile', 'GNUmakefile', 'makefile'];

const buildFolder = ({ output }: BuildRequest): string => `${output}/build`;

/** The folder of the project that our own files are in; a name that does not occur if they are elsewhere. */
const stateFolder = ({ folder, output }: BuildRequest): string =>
  output.startsWith(`${folder}/`) ? (output.slice(folder.length + 1).split('/')[0] ?? '') : '.mkcross';

/**
 * A project with a Makefile. Most build where their sources are, so that objects of one target would be taken for those of another: each
 * target gets a copy.
 */
export const makeProject: ProjectSupport = {
  markers: makefiles,
  fallback: true,
  build: (request) => {
    const { input, folder } = request;
    const to = buildFolder(request);
    const make = input.isHost ? 'make' : `${input.target.triple}-make`;
    return Promise.resolve([
      {
        name: 'copy',
        kind: 'configure',
        command: ['bash', '-c', copyProject, 'copy', folder, to, stateFolder(request)],
        cwd: to,
      },
      { name: 'build', kind: 'build', command: [make], cwd: to },
    ]);
  },
  // A Makefile starts the programs that it has built itself, which only works where the machine runs them.
  test: async (request, { read }) => {
    const to = buildFolder(request);
    const texts = await Promise.all(makefiles.map((name) => read(`${to}/${name}`)));
    const [, goal] = /^(check|test)[ \t]*:(?!=)/m.exec(texts.join('\n')) ?? [];
    const { runs, isHost, target } = request.input;
    if (goal === undefined || runs !== 'host') return [];
    return [{ name: 'test', kind: 'test', command: [isHost ? 'make' : `${target.triple}-make`, goal], cwd: to }];
  },
  // make does not say what it has built: it is what the project does not contain.
  artifacts: async (request, built) => {
    const to = buildFolder(request);
    const { folder, input } = request;
    const sources = new Set((await built.list(folder)).map((path) => path.slice(folder.length)));
    const made = (await built.list(to)).filter((path) => !sources.has(path.slice(to.length)));
    return artifactsAmong(made, input.target, to, built);
  },
};
