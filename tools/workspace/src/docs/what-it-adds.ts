import type { Contribution, ToolchainPlugin } from '@mkcross/core';

/** The section "What it adds to the shell" of a plugin's README. */
export function whatItAdds(plugin: ToolchainPlugin): string {
  const shell = contributionLines(plugin.shell ?? {});
  const targets = plugin.targets.flatMap((target) => {
    const lines = contributionLines(target);
    return [`For \`${target.triple}\`:\n`, ...lines, ''];
  });
  const runners = (plugin.runners ?? []).map(
    ({ runs, why }) => `It runs programs for ${runs.os} (${runs.arch.join(', ')}): ${why}\n`,
  );
  return [...(shell.length === 0 ? [] : ['Always:\n', ...shell, '']), ...targets, ...runners].join('\n');
}

function contributionLines({ inputs, env = {}, hooks = [] }: Contribution): readonly string[] {
  return [
    ...(inputs?.packages ?? []).map((name) => `- the package of \`${name}\``),
    ...(inputs?.path ?? []).map((name) => `- \`${name}\` and its neighbours, at the end of PATH`),
    ...(inputs?.scripts ?? []).map(({ name }) => `- the program \`${name}\``),
    ...Object.entries(env).map(([name, { why }]) => `- \`${name}\`: ${why}`),
    ...hooks.map(({ id, why }) => `- the hook \`${id}\`: ${why}`),
  ];
}
