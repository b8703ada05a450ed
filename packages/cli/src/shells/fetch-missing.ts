import type { Finding } from '@mkcross/core';
import type { ShellRequest } from '@mkcross/host/node';
import type { World } from '../world.ts';

/** Fetches every tool of a shell that is missing and can be had without root; says what could not be fetched. */
export async function fetchMissing(world: World, request: ShellRequest): Promise<readonly Finding[]> {
  const { cacheFolder, fetchProgram, indexOf, makeShell } = await import('@mkcross/host/node');
  const { machine } = world;
  const { fetchable } = await makeShell(request);
  const found: Finding[] = [];
  const signal = fetchable.length > 0 ? machine.interruption() : undefined;
  for (const one of fetchable) {
    if (signal === undefined || machine.system === undefined) break;
    const show = progressOf(world);
    const result = await fetchProgram({
      ...one,
      system: machine.system,
      cache: cacheFolder(machine.env),
      index: indexOf(machine.env),
      signal,
      progress: (wheel, done, of) => {
        show(`fetching ${wheel.name}: ${megabytes(done)}${of === undefined ? '' : ` of ${megabytes(of)}`}`);
      },
    });
    machine.live?.('');
    if ('found' in result) found.push(result.found);
    else world.err(`mkcross: fetched ${one.provision.pypi} ${result.version}\n`);
  }
  return found;
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/** Shows a line that is rewritten, on a terminal, at most ten times a second. */
function progressOf({ machine: { live } }: World): (text: string) => void {
  let last = 0;
  return (text) => {
    const now = performance.now();
    if (live === undefined || now - last < 100) return;
    last = now;
    live(text);
  };
}
