import type { Finding } from '@mkcross/core';
import { cacheFolder, fetchablePackages, fetchLimits, withFetched, type LocatedShell } from '@mkcross/host';
import type { CommandContext } from '../command-context.ts';

/** Fetches the tools of a located shell that are missing and need no root: the shell with them, and what failed. */
export async function fetchTools(
  context: CommandContext,
  before: LocatedShell,
): Promise<{ readonly located: LocatedShell; readonly found: readonly Finding[] }> {
  const { machine } = context;
  const packages = fetchablePackages(before);
  if (packages.length === 0 || machine.system === undefined) return { located: before, found: [] };
  const { fetchSettings, fetchSource } = await import('@mkcross/host/node');
  const { home } = await machine.loadSystem();
  const settings = fetchSettings(machine.env, context.offline);
  const signal = machine.interruption();
  const found: Finding[] = [];
  let located = before;
  for (const one of packages) {
    const show = progressOf(context);
    const result = await fetchSource({
      source: one.source,
      series: one.series,
      sha256: one.sha256,
      host: machine.system,
      cache: cacheFolder(machine.env, home),
      settings,
      limits: fetchLimits,
      signal,
      progress: (name, done, size) => {
        show(`fetching ${name}: ${megabytes(done)}${size === undefined ? '' : ` of ${megabytes(size)}`}`);
      },
    });
    machine.live?.('');
    if ('found' in result) {
      found.push(result.found);
      continue;
    }
    located = await withFetched(located, one, result.path);
    context.err(`mkcross: fetched ${result.label}\n`);
  }
  return { located, found };
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** Shows a line that is rewritten, on a terminal, at most ten times a second. */
function progressOf({ machine: { live } }: CommandContext): (text: string) => void {
  let last = 0;
  return (text) => {
    const now = performance.now();
    if (live === undefined || now - last < 100) return;
    last = now;
    live(text);
  };
}
