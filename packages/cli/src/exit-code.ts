/** The exit codes of every command. */
export const exitCode = {
  /** Done; for --check: nothing differs. */
  done: 0,
  /** Something is wrong with the input, and nothing was written. */
  findings: 1,
  /** The command line is not understood. */
  usage: 2,
  /** generate --check: a generated file differs from what it should be. */
  drift: 3,
  /** verify: nothing failed, but not everything could be shown. */
  unproven: 4,
  /** Interrupted by Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/** The name of an exit code. */
export type ExitName = keyof typeof exitCode;

/** What each exit code tells. */
export const exitMeanings: Readonly<Record<ExitName, string>> = {
  done: 'done',
  findings: 'something is wrong, and the command says what',
  usage: 'the command line is not understood',
  drift: 'a generated file differs from what it should be',
  unproven: 'nothing failed, but something could not be shown',
  interrupted: 'interrupted by Ctrl-C or SIGTERM',
};
