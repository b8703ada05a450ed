import { createHash } from 'node:crypto';
import { inspect, type Inspection } from '@mkcross/inspect';
import {
  runVerification,
  type CommandRequest,
  type CommandResult,
  type Report,
  type StepReport,
  type VerificationRequest,
  type VerifyEvent,
  type VerifyPlan,
  type VerifySystem,
} from '@mkcross/verify';

/** What a program does: what it prints, and how it ends. */
export type Behaviour = (request: CommandRequest, machine: FakeMachine) => Partial<CommandResult> | undefined;

/** A machine in memory. Programs are functions of what they are started with. */
export interface FakeMachine extends VerifySystem {
  readonly disk: Map<string, string>;
  /** What was started: program and arguments. */
  readonly started: string[][];
  readonly requests: CommandRequest[];
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** The content of a binary with these headers. */
export const binary = (facts: Partial<Inspection>): string => JSON.stringify(facts);

/** The headers of a program for Linux. */
export const elf = {
  format: 'elf',
  arch: 'x86_64',
  bits: 64,
  endian: 'little',
  os: 'linux',
  kind: 'executable',
} as const;
/** A static program for Linux. */
export const staticElf = binary({ ...elf, linkage: 'static' });
/** A program for Linux that needs glibc. */
export const dynamicElf = binary({
  ...elf,
  linkage: 'dynamic',
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  needed: ['libc.so.6'],
});

/** A machine whose programs behave as `behave` says; undefined is a success without output. */
export function fakeMachine(
  behave: Behaviour = () => undefined,
  files: Readonly<Record<string, string>> = {},
): FakeMachine {
  const disk = new Map(Object.entries(files));
  const below = (folder: string) => [...disk.keys()].filter((path) => path.startsWith(`${folder}/`)).toSorted();
  let words = 0;
  let time = 0;
  const machine: FakeMachine = {
    disk,
    started: [],
    requests: [],
    files: {
      read: (path) => Promise.resolve(disk.get(path)),
      list: (folder) => Promise.resolve(below(folder)),
      write: (path, text) => {
        disk.set(path, text);
        return Promise.resolve();
      },
      makeFolder: () => Promise.resolve(),
      remove: (path) => {
        for (const one of [path, ...below(path)]) disk.delete(one);
        return Promise.resolve();
      },
      identity: (path) => Promise.resolve(disk.has(path) ? hash(disk.get(path) ?? '') : undefined),
      contentHash: (path) => Promise.resolve(hash(disk.get(path) ?? '')),
      glob: (patterns, folder) =>
        Promise.resolve(patterns.map((one) => `${folder}/${one}`).filter((one) => disk.has(one))),
    },
    start: (request) => {
      machine.started.push([request.program, ...request.args]);
      machine.requests.push(request);
      const ended = { by: 'code', code: 0 } as const;
      return Promise.resolve({ ended, stdout: '', stderr: '', tail: [], text: '', ...behave(request, machine) });
    },
    inspect: (path, shown) => {
      const unknown = inspect(new Uint8Array(), shown);
      const facts: unknown = JSON.parse(disk.get(path) ?? 'null');
      return typeof facts === 'object' && facts !== null ? { ...unknown, findings: [], ...facts } : unknown;
    },
    hash,
    randomWord: () => `word${(words += 1)}`,
    clock: () => (time += 1),
  };
  return machine;
}

/** Carries out a plan on a machine. */
export async function verifyOn(
  machine: FakeMachine,
  plan: VerifyPlan,
  parts: Partial<VerificationRequest> = {},
): Promise<{
  readonly report: Report;
  readonly events: readonly VerifyEvent[];
  readonly steps: readonly StepReport[];
}> {
  const events: VerifyEvent[] = [];
  const report = await runVerification(machine, {
    plan,
    passed: '/state/passed',
    env: { HOME: '/home' },
    sources: 'sources',
    compilers: () => Promise.resolve(''),
    fresh: false,
    jobs: 2,
    signal: new AbortController().signal,
    emit: (event) => events.push(event),
    ...parts,
  });
  return { report, events, steps: report.targets.flatMap(({ steps }) => steps) };
}

/** The steps in short: name, status, codes of findings. */
export const inShort = (steps: readonly StepReport[]) =>
  steps.map(({ name, status, findings }) => [name, status, ...findings.map(({ code }) => code)].join(' '));
