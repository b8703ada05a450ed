import type { Tool } from '@mkcross/core';

/** Tools that are looked for alike, with all their names: several plugins may have one. */
export function sameTools(
  tools: readonly { readonly name: string; readonly tool: Tool }[],
): readonly { readonly names: readonly string[]; readonly tool: Tool }[] {
  const groups = new Map<string, { readonly names: string[]; readonly tool: Tool }>();
  for (const { name, tool } of tools) {
    const key = JSON.stringify([tool.host.commands, tool.host.version?.series]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { names: [name], tool });
    else group.names.push(name);
  }
  return [...groups.values()];
}
