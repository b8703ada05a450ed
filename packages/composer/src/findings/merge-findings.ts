import { defineFinding, type FindingData } from '@mkcross/core';
import * as Type from 'typebox';

/** One side of a conflict. */
const side = Type.Object({
  /** Where it comes from: `the plugin "wine"`, `mkcross.toml:3:1`. */
  owner: Type.String(),
  /** What it does, in words: `sets it to "1"`. */
  value: Type.String(),
});

/** One side of a conflict. */
export type Side = FindingData<typeof side>;

const sidesText = (sides: readonly Side[]) => {
  const width = Math.max(...sides.map(({ owner }) => owner.length));
  return sides.map(({ owner, value }) => `\n  ${owner.padEnd(width)}  ${value}`).join('');
};

/** What can go wrong when contributions meet. */
export const mergeFindings = {
  ENV_CONFLICT: defineFinding({
    code: 'ENV_CONFLICT',
    title: 'Conflicting values of a variable',
    cause: 'Two plugins, or a plugin and an option, set one variable to different values, and neither has priority.',
    example: '# mkcross.toml\nplugins = ["a", "b"]  # both set SHARED',
    fix: 'Set the variable in mkcross.toml, which has priority over plugins, or remove one of the plugins.',
    data: Type.Object({ name: Type.String(), sides: Type.Array(side), settle: Type.String() }),
    message: ({ name, sides }) => `${name} is set to different values:${sidesText(sides)}`,
    hint: ({ settle }) => `Set it in mkcross.toml, which has priority: ${settle}`,
  }),
  ENV_KIND_CONFLICT: defineFinding({
    code: 'ENV_KIND_CONFLICT',
    title: 'Variable is both set and appended to',
    cause:
      'One plugin sets the variable to a value, and another appends or prepends to it as a list. The result would depend on their order.',
    example: '# mkcross.toml\nplugins = ["a", "b"]  # a sets SHARED, b appends to it',
    fix: 'Set the variable in mkcross.toml, or remove one of the plugins.',
    data: Type.Object({ name: Type.String(), sides: Type.Array(side), settle: Type.String() }),
    message: ({ name, sides }) => `${name} is set by one plugin and extended as a list by another:${sidesText(sides)}`,
    hint: ({ settle }) => `Set it in mkcross.toml, which has priority: ${settle}`,
  }),
  FLAKE_INPUT_CONFLICT: defineFinding({
    code: 'FLAKE_INPUT_CONFLICT',
    title: 'Conflicting flake inputs',
    cause: 'Two plugins declare a flake input of the same name with different URLs.',
    example: '# mkcross.toml\nplugins = ["a", "b"]  # both have an input "overlay"',
    fix: 'Remove one of the plugins, and report the conflict to their authors.',
    data: Type.Object({ name: Type.String(), sides: Type.Array(side) }),
    message: ({ name, sides }) => `The flake input "${name}" has different URLs:${sidesText(sides)}`,
    hint: ({ sides }) => `Keep one of ${sides.map(({ owner }) => owner).join(', ')} in plugins.`,
  }),
  FILE_CONFLICT: defineFinding({
    code: 'FILE_CONFLICT',
    title: 'Conflicting files',
    cause: 'Two plugins provide a script or text file of the same name with different content.',
    example: '# mkcross.toml\nplugins = ["a", "b"]  # both have a script "tool"',
    fix: 'Remove one of the plugins, and report the conflict to their authors.',
    data: Type.Object({ name: Type.String(), owners: Type.Array(Type.String()) }),
    message: ({ name, owners }) => `${owners.join(' and ')} provide different scripts or files named "${name}".`,
    hint: ({ owners }) =>
      `Keep one of ${[...new Set(owners)].join(', ')} in plugins, and report this to their authors.`,
  }),
  RUNNER_CONFLICT: defineFinding({
    code: 'RUNNER_CONFLICT',
    title: 'Several runners for a target',
    cause: 'Two selected plugins have a runner for the same target.',
    example: '# mkcross.toml\nplugins = ["rust-musl", "qemu", "other-emulator"]',
    fix: 'Choose one with "runner" under [target.<triple>].',
    data: Type.Object({ triple: Type.String(), owners: Type.Array(Type.String()) }),
    message: ({ triple, owners }) => `${owners.join(' and ')} both have a runner for ${triple}.`,
    hint: ({ triple, owners }) => `Choose one in mkcross.toml:  [target.${triple}]  runner = "${owners[0] ?? ''}"`,
  }),
  RUNNER_UNKNOWN: defineFinding({
    code: 'RUNNER_UNKNOWN',
    title: 'Unknown runner',
    cause: '"runner" names a plugin that is not selected or that cannot run programs of the target.',
    example: '# mkcross.toml\n[target.x86_64-pc-windows-gnu]\nrunner = "qemu"',
    fix: 'Name a plugin that can run the target, or remove the line.',
    data: Type.Object({ triple: Type.String(), runner: Type.String(), offers: Type.Array(Type.String()) }),
    message: ({ triple, runner }) => `No selected plugin named "${runner}" can run ${triple}.`,
    hint: ({ offers }) =>
      offers.length === 0
        ? 'Remove this line: no enabled plugin can run this target.'
        : `Use one of: ${offers.join(', ')}.`,
  }),
} as const;
