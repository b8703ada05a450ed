import { execa } from 'execa';
import type { Check } from '../check.ts';

/** Scripts and hooks are bash. */
export const bash: Check = {
  title: 'has scripts and hooks that bash can read',
  problems: async ({ plugin }) => {
    const contributions = [plugin.shell ?? {}, ...plugin.targets];
    const bodies = [
      ...contributions.flatMap(({ hooks = [] }) => hooks.map(({ id, body }) => ({ name: `the hook ${id}`, body }))),
      ...contributions.flatMap(({ inputs }) =>
        (inputs?.scripts ?? []).map(({ name, body }) => ({ name: `the script ${name}`, body })),
      ),
      ...(plugin.runners ?? []).map(({ script }) => ({ name: `the runner ${script.name}`, body: script.body })),
    ];
    const results = await Promise.all(
      bodies.map(async ({ name, body }) => {
        const { exitCode, stderr } = await execa('bash', ['-n'], { input: body, reject: false });
        return exitCode === 0 ? [] : [`${name}: ${stderr}`];
      }),
    );
    return results.flat();
  },
};
