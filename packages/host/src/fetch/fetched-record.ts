/** The file in the folder of something fetched that says where it came from, and what was unpacked. It is written last. */
export const recordFile = 'mkcross-fetched.json';

/** A file that was unpacked: its hash and whether it is executable; or the target of a link. */
export type UnpackedFile = { readonly sha256: string; readonly executable: boolean } | { readonly link: string };

/** What was fetched. */
export interface FetchedRecord {
  /** The package index without credentials; null for an archive of a URL. */
  readonly index: string | null;
  /** The file that was downloaded, without credentials, and its hash. */
  readonly url: string;
  readonly sha256: string;
  /** By path relative to the folder. */
  readonly files: ReadonlyMap<string, UnpackedFile>;
}

/** The text of a record: the same for the same files, whatever the order in which they were read. */
export function recordText({ index, url, sha256, files }: FetchedRecord): string {
  return `${JSON.stringify({ version: 1, index, url, sha256, files: sortedFiles(files) })}\n`;
}

/** The text that stands for what was unpacked, wherever it came from. Its hash is in mkcross.lock. */
export const filesText = (files: FetchedRecord['files']): string => JSON.stringify(sortedFiles(files));

type Row = readonly [path: string, value: string, kind: 'file' | 'link' | 'program'];

const sortedFiles = (files: FetchedRecord['files']): readonly Row[] =>
  [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, file]) =>
      'link' in file ? [path, file.link, 'link'] : [path, file.sha256, file.executable ? 'program' : 'file'],
    );

/** Reads the text of a record; undefined for any other text. */
export function parseRecord(text: string): FetchedRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return undefined;
  if (!('index' in value && 'url' in value && 'sha256' in value && 'files' in value)) return undefined;
  const { index, url, sha256, files } = value;
  if ((index !== null && typeof index !== 'string') || typeof url !== 'string' || typeof sha256 !== 'string')
    return undefined;
  if (!Array.isArray(files)) return undefined;
  const rows = files.map(parseRow);
  return rows.includes(undefined)
    ? undefined
    : { index, url, sha256, files: new Map(rows.filter((row) => row !== undefined)) };
}

function parseRow(row: unknown): readonly [string, UnpackedFile] | undefined {
  if (!Array.isArray(row)) return undefined;
  const fields: readonly unknown[] = row;
  const [path, value, kind] = fields;
  if (typeof path !== 'string' || typeof value !== 'string') return undefined;
  if (kind === 'link') return [path, { link: value }];
  return kind === 'file' || kind === 'program' ? [path, { sha256: value, executable: kind === 'program' }] : undefined;
}

/** The paths of files that were changed, added or removed since they were unpacked. */
export function changedFiles(before: FetchedRecord['files'], now: FetchedRecord['files']): readonly string[] {
  const paths = new Set([...before.keys(), ...now.keys()]);
  return [...paths].filter((path) => JSON.stringify(before.get(path)) !== JSON.stringify(now.get(path))).toSorted();
}
