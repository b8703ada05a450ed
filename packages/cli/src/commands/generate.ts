import { compareFiles, writeFiles, type FileState } from '@mkcross/composer/node';
import { composerFindings } from '@mkcross/composer';
import { composeProject } from '../compose-project.ts';
import { exitCode } from '../exit-code.ts';
import { generatedFiles, usageOf } from '../generated-files.ts';
import { findings } from '../findings/index.ts';
import type { CommandData } from '../output/command-data.ts';
import { report } from '../output/report.ts';
import type { World } from '../world.ts';

/** How `mkcross generate` was called. */
export interface GenerateOptions {
  readonly json: boolean;
  /** `write` the files, `check` whether they are as they should be, or `print` them. */
  readonly mode: 'check' | 'print' | 'write';
}

/** Generates a project's files. */
export async function generate(world: World, { json, mode }: GenerateOptions): Promise<number> {
  const { root, model, found } = await composeProject(world);
  if (model === undefined) return report(world, json, { found });
  const generated = await generatedFiles(world.files, root, model);
  if (mode === 'print')
    return report(world, json, {
      data: { files: generated } satisfies CommandData<'generate'>,
      text: generated.map(({ text }) => text).join(''),
      found,
    });
  const states = await compareFiles(world.files, root, generated);
  if (mode === 'check') return check(world, json, states, found);
  const { written, found: writeFindings } = await writeFiles(world.files, root, states);
  const needed = [
    ...generated.map(({ path }) => path),
    'mkcross.toml',
    ...(model.toolchainFile ? ['rust-toolchain.toml'] : []),
  ];
  const untracked = written.length > 0 ? await world.untracked(root, needed) : [];
  const files = states.map(({ file: { path } }) => ({ path, written: written.includes(path) }));
  const lines = files.map(({ path, written: now }) => `${now ? 'wrote' : 'unchanged'} ${path}\n`);
  const asks = written.includes('mkcross.nix') ? ['in the outputs of your flake.nix:\n\n', usageOf(model)] : [];
  const text = [...lines, ...asks].join('');
  const tracking = untracked.length === 0 ? [] : [findings.NOT_TRACKED({ files: untracked })];
  return report(world, json, {
    data: { files } satisfies CommandData<'generate'>,
    ...(writeFindings.length > 0 ? {} : { text }),
    found: [...found, ...writeFindings, ...tracking],
  });
}

async function check(
  world: World,
  json: boolean,
  states: readonly FileState[],
  found: Parameters<typeof report>[2]['found'],
): Promise<number> {
  const { createTwoFilesPatch } = await import('diff');
  const drifted = states.filter(({ state }) => state !== 'same');
  const drift = drifted.map(({ file: { path }, state }) =>
    state === 'foreign'
      ? composerFindings.FILE_NOT_OURS({ file: path }, { file: path })
      : findings.FILE_DRIFT({ file: path, state: state === 'missing' ? 'missing' : 'changed' }, { file: path }),
  );
  const diffs = drifted.map(({ file, current = '' }) => ({
    path: file.path,
    diff: createTwoFilesPatch(file.path, file.path, current, file.text, 'on disk', 'as generated'),
  }));
  return report(world, json, {
    data: { drift: diffs } satisfies CommandData<'generate'>,
    text:
      drifted.length === 0
        ? states.map(({ file: { path } }) => `as generated: ${path}\n`).join('')
        : diffs.map(({ diff }) => diff).join(''),
    found: [...found, ...drift],
    ...(drifted.length === 0 ? {} : { code: exitCode.drift }),
  });
}
