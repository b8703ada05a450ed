/** What one process does. */
export interface Job {
  /** Paths of the files that are changed. */
  readonly files: readonly string[];
  readonly seed: number;
  readonly seconds: number;
}

/** What came of it. */
export interface Outcome {
  readonly cases: number;
  /** How many were of each format, as inspected. */
  readonly formats: Readonly<Record<string, number>>;
  readonly worst: {
    readonly ms: number;
    /** Asked for beyond the size of the file. */
    readonly bytes: number;
  };
  /** The file, what was changed in it, and what happened; null where nothing did. */
  readonly fault: string | null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether data from another process is a job. */
export const isJob = (value: unknown): value is Job =>
  isRecord(value) &&
  Array.isArray(value['files']) &&
  typeof value['seed'] === 'number' &&
  typeof value['seconds'] === 'number';

/** Whether data from another process is an outcome. */
export const isOutcome = (value: unknown): value is Outcome =>
  isRecord(value) && typeof value['cases'] === 'number' && isRecord(value['formats']) && isRecord(value['worst']);
