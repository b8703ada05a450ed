import { defineFinding } from './finding.ts';

/** One side of a conflict: who, and what they want. */
export interface Side {
  /** As people call it: `the plugin "wine"`, `mkcross.toml:3:1`. */
  readonly owner: string;
  /** What they do, in words: `sets it to "1"`. */
  readonly value: string;
}

const sidesText = (sides: readonly Side[]) => {
  const width = Math.max(...sides.map(({ owner }) => owner.length));
  return sides.map(({ owner, value }) => `\n  ${owner.padEnd(width)}  ${value}`).join('');
};

/** What can go wrong when contributions meet. */
export const mergeFindings = {
  ENV_CONFLICT: defineFinding<{ readonly name: string; readonly sides: readonly Side[]; readonly settle: string }>(
    'ENV_CONFLICT',
    {
      title: 'One variable is set to different values',
      message: ({ name, sides }) => `${name} is set to different values:${sidesText(sides)}`,
      hint: ({ settle }) => `Decide in mkcross.toml, which always wins: ${settle}`,
    },
  ),
  ENV_KIND_CONFLICT: defineFinding<{ readonly name: string; readonly sides: readonly Side[]; readonly settle: string }>(
    'ENV_KIND_CONFLICT',
    {
      title: 'One variable is set by one owner and added to by another',
      message: ({ name, sides }) => `${name} cannot be merged, its owners treat it differently:${sidesText(sides)}`,
      hint: ({ settle }) => `Decide in mkcross.toml, which always wins: ${settle}`,
    },
  ),
  FLAKE_INPUT_CONFLICT: defineFinding<{ readonly name: string; readonly sides: readonly Side[] }>(
    'FLAKE_INPUT_CONFLICT',
    {
      title: 'Two plugins want different flake inputs of one name',
      message: ({ name, sides }) => `The flake input "${name}" is wanted from different places:${sidesText(sides)}`,
      hint: ({ sides }) => `Keep one of ${sides.map(({ owner }) => owner).join(', ')} in plugins.`,
    },
  ),
  FILE_CONFLICT: defineFinding<{ readonly name: string; readonly owners: readonly string[] }>('FILE_CONFLICT', {
    title: 'Two different scripts or files have one name',
    message: ({ name, owners }) => `Two different scripts or files are called "${name}", from ${owners.join(' and ')}.`,
    hint: ({ owners }) =>
      `Keep one of ${[...new Set(owners)].join(', ')} in plugins, and report this to their authors.`,
  }),
  RUNNER_CONFLICT: defineFinding<{ readonly triple: string; readonly owners: readonly string[] }>('RUNNER_CONFLICT', {
    title: 'Two plugins offer to run one target',
    message: ({ triple, owners }) => `${owners.join(' and ')} both offer to run programs of ${triple}.`,
    hint: ({ triple, owners }) => `Decide in mkcross.toml:  [target.${triple}]  runner = "${owners[0] ?? ''}"`,
  }),
  RUNNER_UNKNOWN: defineFinding<{
    readonly triple: string;
    readonly runner: string;
    readonly offers: readonly string[];
  }>('RUNNER_UNKNOWN', {
    title: 'The chosen runner does not run the target',
    message: ({ triple, runner }) => `"${runner}" does not offer to run programs of ${triple}.`,
    hint: ({ offers }) =>
      offers.length === 0 ? 'Remove the line: nobody offers to.' : `Choose one of: ${offers.join(', ')}.`,
  }),
} as const;
