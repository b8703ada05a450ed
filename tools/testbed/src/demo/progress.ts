/** Where progress is shown. */
export interface Screen {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  /** Milliseconds since the program started. */
  readonly elapsed: () => number;
}

/** Shows which step of a plan runs, how long it has been since the start, and what comes next. */
export interface Progress {
  /** Begins the next step of the plan. */
  readonly next: () => void;
  /** Prints a line that belongs to the step: on a terminal alone. */
  readonly detail: (line: string) => void;
  /** Ends the last step. */
  readonly end: () => void;
}

/** Minutes and seconds: `1:05`. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Starts to show a plan. A terminal has a line that counts, any other output one line per step. */
export function startProgress(plan: readonly string[], { isTerminal, write, elapsed }: Screen): Progress {
  let step = -1;
  let timer: NodeJS.Timeout | undefined;
  const line = () => {
    const following = plan[step + 1];
    const next = following === undefined ? '' : ` (next: ${following})`;
    return `[${clock(elapsed())}] ${step + 1}/${plan.length} ${plan[step] ?? ''}${next}`;
  };
  // Back to the start of the line, and clear it.
  const redraw = () => {
    write(`\r\u001B[K${line()}`);
  };
  const end = () => {
    clearInterval(timer);
    if (isTerminal && step >= 0) write('\n');
  };
  return {
    next: () => {
      end();
      step += 1;
      if (!isTerminal) {
        write(`${line()}\n`);
        return;
      }
      redraw();
      timer = setInterval(redraw, 1000).unref();
    },
    detail: (text) => {
      if (!isTerminal) return;
      write(`\r\u001B[K       ${text}\n`);
      redraw();
    },
    end,
  };
}
