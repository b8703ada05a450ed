import type { Finding } from '@mkcross/core';
import { foreignFindings, writeFiles } from '@mkcross/host/node';
import { composeProject } from '../compose-project.ts';
import { projectToWrite, type CommandContext } from '../command-context.ts';
import { exitCode } from '../exit-code.ts';
import { findings } from '../findings/index.ts';
import { compareGenerated, importLines, type ComparedFiles } from '../generated-files.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';

/** How `mkcross generate` was called. */
export interface GenerateOptions {
  readonly json: boolean;
  /** `write` the files, `check` whether they are as they should be, or `print` them. */
  readonly mode: 'check' | 'print' | 'write';
}

/** Generates a project's files: flake.nix, unless the project has its own, and the folder mkcross. */
export async function generate(context: CommandContext, { json, mode }: GenerateOptions): Promise<number> {
  const { root, model, found } = await composeProject(context);
  if (model === undefined) return report(context, json, { found });
  const compared = await compareGenerated(context.files, root, model);
  const { states, stale, importedBy } = compared;
  if (mode === 'check') return check(context, json, compared, found);
  if (mode === 'print') {
    const files = states.map(({ file }) => file);
    const text = files.map((file) => `==> ${file.path} <==\n${file.text}`).join('\n');
    return report(context, json, { data: { files } satisfies CommandData<'generate'>, text, found });
  }
  const { written, removed, found: unwritten } = await writeFiles(projectToWrite(context, root), states, stale);
  const needed = ['mkcross.toml', ...(model.toolchainFile ? ['rust-toolchain.toml'] : [])];
  const untracked =
    written.length > 0 ? await context.untracked(root, [...states.map(({ file }) => file.path), ...needed]) : [];
  const files = states.map(({ file: { path } }) => ({ path, written: written.includes(path) }));
  const text = [
    ...writtenLines(compared, written),
    ...removed.map((path) => `removed ${path}\n`),
    ...(written.length + removed.length === 0 ? [`unchanged: ${String(files.length)} files\n`] : []),
    ...(importedBy !== undefined && (isFirst(compared) || removed.includes('mkcross.nix'))
      ? ['\n', importLines(model, importedBy)]
      : []),
  ].join('');
  const tracking = untracked.length === 0 ? [] : [findings.NOT_TRACKED({ files: toAdd(untracked) })];
  return report(context, json, {
    data: { files, removed } satisfies CommandData<'generate'>,
    ...(unwritten.length > 0 ? {} : { text }),
    found: [...found, ...unwritten, ...tracking],
  });
}

/** What was written, a line each; a whole new folder is one line. */
function writtenLines(compared: ComparedFiles, written: readonly string[]): readonly string[] {
  if (!isFirst(compared)) return written.map((path) => `wrote ${path}\n`);
  const inFolder = written.filter((path) => path.startsWith('mkcross/'));
  const others = written.filter((path) => !path.startsWith('mkcross/'));
  return [...others.map((path) => `wrote ${path}\n`), `wrote mkcross (${String(inFolder.length)} files)\n`];
}

/** Whether the folder was not generated before. */
const isFirst = ({ states }: ComparedFiles) =>
  states.some(({ file, state }) => file.path === 'mkcross/default.nix' && state === 'missing');

/** What `git add` is given: the folder in place of its files. */
const toAdd = (files: readonly string[]) => [
  ...new Set(files.map((file) => (file.startsWith('mkcross/') ? 'mkcross' : file))),
];

async function check(
  context: CommandContext,
  json: boolean,
  { states, stale }: ComparedFiles,
  found: readonly Finding[],
): Promise<number> {
  const { createTwoFilesPatch } = await import('diff');
  const drifted = states.filter(({ state }) => state === 'changed' || state === 'missing');
  const foreign = foreignFindings(states);
  const drift = [
    ...drifted.map(({ file: { path }, state }) =>
      findings.FILE_DRIFT({ file: path, state: state === 'missing' ? 'missing' : 'changed' }, { file: path }),
    ),
    ...stale.map(({ path }) => findings.FILE_DRIFT({ file: path, state: 'stale' }, { file: path })),
  ];
  const differences = [
    ...drifted.map(({ file, current = '' }) => ({ path: file.path, current, text: file.text })),
    ...stale.map(({ path, current }) => ({ path, current, text: '' })),
  ];
  const diffs = differences.map(({ path, current, text }) => ({
    path,
    diff: createTwoFilesPatch(path, path, current, text, 'on disk', 'as generated'),
  }));
  const isSame = drift.length + foreign.length === 0;
  return report(context, json, {
    data: { drift: diffs } satisfies CommandData<'generate'>,
    text: isSame ? `as generated: ${String(states.length)} files\n` : diffs.map(({ diff }) => diff).join(''),
    found: [...found, ...foreign, ...drift],
    ...(isSame ? {} : { code: exitCode.drift }),
  });
}
