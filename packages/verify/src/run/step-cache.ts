import type { Artifact } from '@mkcross/build-systems';
import type { VerifySystem } from './system.ts';

/** A step, or the steps of a build, that passed: with what the result depends on. */
interface CachedStep {
  readonly key: string;
  readonly evidence: readonly string[];
  /** What a build left. */
  readonly artifacts: readonly Artifact[];
  /** Standard output of the steps of a build, by name. */
  readonly printed: Readonly<Record<string, string>>;
}

/** What passed before: a file for each step in a folder of its own. */
export interface StepCache {
  /** A step, if it passed with this key and all of its artifacts are there. */
  readonly find: (step: string, key: string) => Promise<CachedStep | undefined>;
  readonly keep: (step: string, cached: CachedStep) => Promise<void>;
  readonly drop: (step: string) => Promise<void>;
}

/** The cache in a folder. */
export function stepCache({ files, hash }: Pick<VerifySystem, 'files' | 'hash'>, folder: string): StepCache {
  const pathOf = (step: string) => `${folder}/${hash(step)}.json`;
  return {
    find: async (step, key) => {
      const cached = parseCached((await files.read(pathOf(step))) ?? '');
      if (cached?.key !== key) return undefined;
      const present = await Promise.all(cached.artifacts.map(({ path }) => files.identity(path)));
      return present.includes(undefined) ? undefined : cached;
    },
    keep: (step, cached) => files.write(pathOf(step), JSON.stringify(cached)),
    drop: (step) => files.remove(pathOf(step)),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/** A cached step as it was written; undefined for any other text. */
function parseCached(text: string): CachedStep | undefined {
  if (text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { key, evidence, artifacts, printed } = value;
  if (!isText(key) || !Array.isArray(evidence) || !evidence.every(isText)) return undefined;
  if (!Array.isArray(artifacts) || !artifacts.every(isArtifact) || !isTexts(printed)) return undefined;
  return { key, evidence, artifacts, printed };
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every(isText);

const kinds: readonly unknown[] = ['executable', 'library', 'test'] satisfies readonly Artifact['kind'][];

function isArtifact(value: unknown): value is Artifact {
  return (
    isRecord(value) &&
    isText(value['name']) &&
    isText(value['path']) &&
    isText(value['folder']) &&
    typeof value['run'] === 'boolean' &&
    kinds.includes(value['kind'])
  );
}
