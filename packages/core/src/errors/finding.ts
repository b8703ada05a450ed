/** Where a finding is: a file, and where known a position in it, both counted from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One thing that is wrong, as data. Recognise it by `code`, which is permanent; texts may change. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What happened and why. */
  readonly message: string;
  /** The next action, with the exact command or line. */
  readonly hint: string;
  readonly where?: Place;
}

/** A kind of finding: its code and title, and how it words the details of one case. */
export interface FindingKind<Details> {
  (details: Details, where?: Place): Finding;
  readonly code: string;
  /** The heading of its section in docs/errors.md. */
  readonly title: string;
}

/** How one kind of finding reads. */
export interface Wording<Details> {
  readonly title: string;
  readonly severity?: Finding['severity'];
  readonly message: (details: Details) => string;
  readonly hint: (details: Details) => string;
}

/** Makes a kind of finding from its permanent code and its wording. */
export function defineFinding<Details>(code: string, wording: Wording<Details>): FindingKind<Details> {
  const make = (details: Details, where?: Place): Finding => ({
    code,
    severity: wording.severity ?? 'error',
    message: wording.message(details),
    hint: wording.hint(details),
    ...(where === undefined ? {} : { where }),
  });
  return Object.assign(make, { code, title: wording.title });
}

/** The place as `file:line:column`, as far as it is known. */
export function placeText(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}
