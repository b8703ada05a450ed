import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';
import type { Specimen } from './specimen.ts';

/** Whether a program brings all that it needs. A static-pie is static; `undefined`: nothing is said. */
export type Verdict = 'dynamic' | 'static' | undefined;

/** One that judges programs by their file. */
export interface Judge {
  readonly name: string;
  readonly verdict: (path: string) => Promise<Verdict> | Verdict;
}

/** How a judge did: what it says nothing of is not right. */
export interface Score {
  readonly name: string;
  readonly of: number;
  readonly right: number;
  /** Names of the specimens. */
  readonly wrong: readonly string[];
  readonly silent: readonly string[];
}

const quiet = { reject: false, all: true, timeout: 10_000, env: { LC_ALL: 'C' } } as const;

/** What `inspect` says. */
export const inspectJudge: Judge = {
  name: 'inspect',
  verdict: (path) => {
    const { linkage } = withFile(path, (source) => inspect(source, path));
    return linkage === null ? undefined : linkage === 'dynamic' ? 'dynamic' : 'static';
  },
};

/** How people check what they have built. */
export const rivals: readonly Judge[] = [
  {
    name: 'file',
    verdict: async (path) => {
      const { stdout } = await execa('file', ['--brief', path], quiet);
      if (/statically linked|static-pie linked/.test(stdout)) return 'static';
      return stdout.includes('dynamically linked') ? 'dynamic' : undefined;
    },
  },
  {
    name: 'ldd',
    verdict: async (path) => {
      const { all, exitCode } = await execa('ldd', [path], quiet);
      if (/statically linked|not a dynamic executable/.test(all)) return 'static';
      return exitCode === 0 && / \(0x[0-9a-f]+\)$/m.test(all) ? 'dynamic' : undefined;
    },
  },
  {
    name: 'file | grep',
    verdict: async (path) => {
      const script = String.raw`file "$1" | grep -q 'statically linked\|static-pie linked'`;
      const { exitCode } = await execa('sh', ['-c', script, 'sh', path], quiet);
      return exitCode === 0 ? 'static' : 'dynamic';
    },
  },
  // As `xx-verify --static` decides on what file says (https://github.com/tonistiigi/xx, src/xx-verify): of programs for
  // Windows and NetBSD it asks no more than that they are.
  {
    name: 'xx-verify',
    verdict: async (path) => {
      const { stdout } = await execa('file', ['--dereference', '--brief', path], quiet);
      if (!stdout.includes('ELF') || /NetBSD|OpenBSD/.test(stdout)) return 'static';
      if (/statically linked|static-pie/.test(stdout)) return 'static';
      return stdout.includes(' pie ') && !stdout.includes(', interpreter ') ? 'static' : 'dynamic';
    },
  },
];

/** The specimens that are programs of Linux and its like or of Windows, and are known to be static or not. */
export const programsOf = (specimens: readonly Specimen[]): readonly Specimen[] =>
  specimens.filter(
    ({ truth: { format, kind, linkage } }) =>
      (format === 'elf' || format === 'pe') &&
      (kind === 'executable' || kind === 'pie') &&
      linkage !== undefined &&
      linkage !== null,
  );

/** What of some programs each judge gets right. */
export function score(judges: readonly Judge[], programs: readonly Specimen[]): Promise<readonly Score[]> {
  return Promise.all(
    judges.map(async ({ name, verdict }) => {
      const wrong: string[] = [];
      const silent: string[] = [];
      for (const { name: specimen, path, truth } of programs) {
        const said = await verdict(path);
        if (said === undefined) silent.push(specimen);
        else if (said !== (truth.linkage === 'dynamic' ? 'dynamic' : 'static')) wrong.push(specimen);
      }
      return { name, of: programs.length, right: programs.length - wrong.length - silent.length, wrong, silent };
    }),
  );
}

/** The scores as a table of text. */
export function scoreTable(scores: readonly Score[]): string {
  const rows = scores.map(({ name, of, right, wrong, silent }) =>
    [name, `${right} of ${of}`, String(wrong.length), String(silent.length)].map((cell) => cell.padEnd(12)).join(' '),
  );
  return [['', 'right', 'wrong', 'silent'].map((cell) => cell.padEnd(12)).join(' '), ...rows]
    .map((row) => row.trimEnd())
    .join('\n');
}
