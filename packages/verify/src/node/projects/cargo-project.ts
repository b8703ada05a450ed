import { dirname } from 'node:path';
import type { StepReport } from '../../report/report-schema.ts';
import type { Artifact } from '../stamps.ts';
import type { Lane } from '../verification.ts';
import { buildStep, programsOf } from './project-lane.ts';

/** Builds a cargo workspace's programs, examples and tests for a target, proves and runs them. */
export async function verifyCargo(lane: Lane): Promise<readonly StepReport[]> {
  const artifacts = new Map<string, Artifact>();
  const built = await buildStep(lane, {
    name: 'build',
    command: [
      'cargo',
      'build',
      '--workspace',
      '--bins',
      '--examples',
      '--tests',
      '--target',
      lane.target.triple,
      '--message-format=json-render-diagnostics',
    ],
    lock: 'cargo',
    onLine: (line) => {
      const artifact = artifactOf(line, lane.verification.root);
      if (artifact !== undefined) artifacts.set(artifact.path, artifact);
    },
    artifacts: () => Promise.resolve([...artifacts.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))),
  });
  return [built.report, ...(await programsOf(lane, built))];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The program that a line of cargo's tells of (https://doc.rust-lang.org/cargo/reference/external-tools.html). */
function artifactOf(line: string, root: string): Artifact | undefined {
  if (!line.startsWith('{')) return undefined;
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(message) || message['reason'] !== 'compiler-artifact') return undefined;
  const { executable, manifest_path: manifest, target, profile } = message;
  if (typeof executable !== 'string' || typeof manifest !== 'string' || !isRecord(target)) return undefined;
  const name = String(target['name']);
  const [kind = 'bin'] = Array.isArray(target['kind']) ? target['kind'].map(String) : [];
  // Whatever --target says, these are built for the host, with whose compiler they run.
  if (kind === 'proc-macro') return undefined;
  const isTest = isRecord(profile) && profile['test'] === true;
  // Cargo runs tests in the folder of their package.
  return isTest
    ? { name: `tests of ${kind} ${name}`, path: executable, folder: dirname(manifest), role: 'test' }
    : { name: kind === 'example' ? `example ${name}` : name, path: executable, folder: root, role: 'program' };
}
