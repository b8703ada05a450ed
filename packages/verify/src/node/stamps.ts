import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A step that passed, remembered with what it depends on. */
interface Stamp {
  readonly key: string;
  readonly evidence: readonly string[];
  /** Files that a build left, as they were. */
  readonly artifacts: readonly Artifact[];
}

/** A program that a build left. */
export interface Artifact {
  /** The program's name, without `.exe`. */
  readonly name: string;
  readonly path: string;
  /** Where it is run. */
  readonly folder: string;
  /** `test` prints for libtest; a `program` is the user's. */
  readonly role: 'program' | 'test';
}

/** Hashes anything that JSON can hold. */
export const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** What passed before, in a folder of its own: a file for each step. */
export interface Stamps {
  /** The stamp of a step, if it passed with this key and all its artifacts are there. */
  readonly find: (step: string, key: string) => Promise<Stamp | undefined>;
  readonly keep: (step: string, stamp: Stamp) => Promise<void>;
  readonly drop: (step: string) => Promise<void>;
}

/** The stamps in a folder. */
export function stampsIn(folder: string): Stamps {
  const place = (step: string) => join(folder, `${hashOf(step)}.json`);
  return {
    find: async (step, key) => {
      const stamp = parseStamp(await readFile(place(step), 'utf8').catch(() => ''));
      if (stamp?.key !== key) return undefined;
      const there = await Promise.all(stamp.artifacts.map(({ path }) => isFile(path)));
      return there.every(Boolean) ? stamp : undefined;
    },
    keep: async (step, stamp) => {
      const path = place(step);
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.${randomUUID()}`;
      await writeFile(beside, JSON.stringify(stamp));
      await rename(beside, path);
    },
    drop: (step) => rm(place(step), { force: true }),
  };
}

const isFile = async (path: string) => (await stat(path).catch(() => undefined))?.isFile() === true;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** A stamp as it was written; anything else is none. */
function parseStamp(text: string): Stamp | undefined {
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { key, evidence, artifacts } = value;
  if (!isText(key) || !Array.isArray(evidence) || !evidence.every(isText) || !Array.isArray(artifacts))
    return undefined;
  return artifacts.every(isArtifact) ? { key, evidence, artifacts } : undefined;
}

function isArtifact(value: unknown): value is Artifact {
  return (
    isRecord(value) &&
    isText(value['name']) &&
    isText(value['path']) &&
    isText(value['folder']) &&
    (value['role'] === 'program' || value['role'] === 'test')
  );
}
