import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Say } from '../cache.ts';
import { develop, type Outcome } from '../develop.ts';
import type { Testbed } from '../testbed.ts';
import type { DebianSources } from './debian-source.ts';
import type { Backend, PublishedBuild, PublishedProgram } from './published-program.ts';

const command = fileURLToPath(new URL('../../../../packages/cli/bin/mkcross.js', import.meta.url));

/** What came of one program for one target in one shell. */
export interface PublishedProof {
  readonly program: PublishedProgram;
  readonly version: string;
  readonly target: string;
  readonly backend: Backend;
  /** As `mkcross inspect` says it; null where nothing was built. */
  readonly linkage: string | null;
  readonly bytes: number;
  /** What its work printed. */
  readonly printed: string;
  readonly seconds: number;
  /** Whether all is as it should be: built, static and at work, or not built for the reason that is given. */
  readonly good: boolean;
  /** The last lines of what went wrong. */
  readonly log: string;
}

type InShell = (script: string) => Promise<Outcome>;

/** Builds a program in a folder of its own in each of its shells, for one target after the other, and puts it to work. */
export async function provePublished(
  testbed: Testbed,
  sources: DebianSources,
  program: PublishedProgram,
  say: Say,
): Promise<readonly PublishedProof[]> {
  const proofs: PublishedProof[] = [];
  for (const backend of program.backends) {
    const project = await mkdtemp(join(tmpdir(), 'mkcross-published-'));
    try {
      for (const [path, text] of Object.entries(program.files)) await writeFile(join(project, path), text);
      const version = await fetchSources(sources, program, project);
      // Objects of earlier runs would make builds faster than they are; the C libraries stay where they are.
      const env = { ZIG_LOCAL_CACHE_DIR: join(project, '.zig-cache') };
      const inShell = await (backend === 'nix' ? nixShell : hostShell)(testbed, project, env);
      for (const build of program.builds) {
        say(`${program.name} ${version} for ${build.target}, ${backend} shell`);
        const proof = { program, version, target: build.target, backend };
        proofs.push({ ...proof, ...(await prove(inShell, project, build)) });
      }
    } finally {
      await rm(project, { recursive: true, force: true, maxRetries: 20 });
    }
  }
  return proofs;
}

async function fetchSources(sources: DebianSources, program: PublishedProgram, project: string): Promise<string> {
  if ('crate' in program.source) return program.source.version;
  const folder = join(project, 'source');
  const version = await sources.unpack(program.source.debian, folder);
  const [prepare, ...words] = program.prepare ?? [];
  if (prepare !== undefined) await execa(prepare, words, { cwd: folder, all: true });
  return version;
}

type MakeShell = (testbed: Testbed, project: string, env: Readonly<Record<string, string>>) => Promise<InShell>;

const hostShell: MakeShell = async (testbed, project, env) => {
  const inShell: InShell = async (script) => {
    const args = [command, 'run', '--backend', 'host', '--', 'bash', '-c', script];
    const options = { cwd: project, env: { ...testbed.host, ...env }, extendEnv: false, reject: false } as const;
    const { exitCode, stdout, stderr } = await execa('node', args, { ...options, input: '' });
    return { exitCode: exitCode ?? 128, stdout, stderr };
  };
  // What the first entry makes, toolchains and Wine's prefix, is not part of a build.
  await inShell('type -p wine >/dev/null && wine cmd /c exit; type -p cargo >/dev/null && cargo --version');
  return inShell;
};

const nixShell: MakeShell = async (testbed, project, env) => {
  await execa('node', [command, 'generate'], { cwd: project });
  const inShell: InShell = (script) => develop(testbed, { project, command: ['bash', '-c', script], env });
  await inShell('type -p wine >/dev/null && wine cmd /c exit');
  return inShell;
};

async function prove(
  inShell: InShell,
  project: string,
  { target, build, binary, work, fails }: PublishedBuild,
): Promise<Omit<PublishedProof, 'backend' | 'program' | 'target' | 'version'>> {
  const start = Date.now();
  const built = await inShell(`set -eo pipefail\n${build}`);
  const seconds = (Date.now() - start) / 1000;
  const nothing = { linkage: null, bytes: 0, printed: '', seconds };
  if (built.exitCode !== 0) {
    const said = `${built.stdout}\n${built.stderr}`;
    const good = fails !== undefined && said.includes(fails.says);
    return { ...nothing, good, log: good ? '' : lastLines(said) };
  }
  const expected = ['--expect', 'static', '--os', target.includes('windows') ? 'windows' : 'linux', '--arch', 'x86_64'];
  const args = [command, 'inspect', '--json', ...expected, binary];
  const inspected = await execa('node', args, { cwd: project, reject: false });
  const { linkage, size } = inspectionOf(inspected.stdout);
  await mkdir(join(project, 'work'), { recursive: true });
  const runner = target.includes('windows') ? `wine-${target} ` : '';
  const ran = await inShell(`set -eo pipefail\nprogram='${runner}../${binary}'\ncd work\n${work}`);
  const good = inspected.exitCode === 0 && ran.exitCode === 0 && fails === undefined;
  return {
    linkage,
    bytes: size,
    seconds,
    printed: ran.stdout.replaceAll('\r', '').trim().split('\n').join('; '),
    good,
    log: good ? '' : lastLines(`${inspected.stderr}\n${ran.stdout}\n${ran.stderr}`),
  };
}

/** The first of the inspections that `mkcross inspect --json` printed. */
function inspectionOf(text: string): { readonly linkage: string | null; readonly size: number } {
  const parsed: unknown = JSON.parse(text);
  const first: unknown = Array.isArray(parsed) ? parsed[0] : undefined;
  if (typeof first !== 'object' || first === null || !('linkage' in first) || !('size' in first))
    return { linkage: null, size: 0 };
  const { linkage, size } = first;
  return { linkage: typeof linkage === 'string' ? linkage : null, size: typeof size === 'number' ? size : 0 };
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-15).join('\n');
