import { isFinding, type Finding } from './finding.ts';

/**
 * What a run that cannot go on throws: all of its findings at once. Recognise it by `code`, never by `instanceof`,
 * for a plugin may bring another copy of this package.
 */
export class MkcrossError extends Error {
  override readonly name = 'MkcrossError';
  /** The code of the first finding. */
  readonly code: string;
  readonly findings: readonly Finding[];

  constructor(findings: readonly [Finding, ...Finding[]], options?: ErrorOptions) {
    super(findings.map((finding) => `${finding.code} ${JSON.stringify(finding.data)}`).join('\n'), options);
    this.code = findings[0].code;
    this.findings = findings;
  }
}

/** Throws a {@link MkcrossError} if any of the findings is an error. */
export function throwIfErrors(findings: readonly Finding[]): void {
  const [first, ...rest] = findings.filter((finding) => finding.severity === 'error');
  if (first !== undefined) throw new MkcrossError([first, ...rest]);
}

/** The findings that a thrown value carries, or undefined if it is not a {@link MkcrossError}. */
export function findingsOf(thrown: unknown): readonly Finding[] | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  if (!('name' in thrown) || thrown.name !== 'MkcrossError' || !('findings' in thrown)) return undefined;
  return Array.isArray(thrown.findings) ? thrown.findings.filter(isFinding) : undefined;
}
