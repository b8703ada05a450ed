import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixturePlan, VerifyPlan } from '@mkcross/verify';
import { verify, type VerifyRequest } from '@mkcross/verify/node';
import { inShort } from './fake-machine.ts';
import { plainWriter } from './plain-writer.ts';
import { musl, settings } from './sample-model.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mkcross verify '));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A script, which is no binary but can be run. */
const script = (body: string, run: FixturePlan['runs'][number]): FixturePlan => ({
  name: 'sample/script',
  files: { 'source.sh': `#!/bin/sh\n${body}\n` },
  build: { words: ['sh', '-c', 'cp source.sh hello && chmod +x hello && echo "{json"'], program: '/bin/sh' },
  artifact: 'hello',
  expected: {},
  runs: [run],
});

const planOf = (fixture: FixturePlan, limit = 60): VerifyPlan => ({
  root,
  settings: { ...settings, runLimit: limit },
  targets: [
    {
      triple: musl,
      starts: { by: 'host' },
      fixtures: [fixture],
      projects: [],
      environment: {},
      tools: [],
      programs: {},
    },
  ],
});

const verifyHere = async (plan: VerifyPlan, parts: Partial<VerifyRequest> = {}) => {
  const passed = { folder: join(plan.root, '.mkcross', 'passed'), writer: plainWriter };
  const request = {
    plan,
    writer: plainWriter,
    passed,
    env: { PATH: process.env['PATH'] ?? '' },
    fresh: false,
    reports: [],
  };
  const report = await verify({ ...request, signal: new AbortController().signal, emit: () => undefined, ...parts });
  return { report, steps: report.targets.flatMap(({ steps }) => steps) };
};

describe('programs of this machine', () => {
  test('get input and variables, and have their output compared', async () => {
    const run = {
      args: ['{token}'],
      stdin: 'in\n',
      env: { WORD: 'w' },
      stdout: 'in w {token} {reversed}\n',
      stderr: 'err\n',
      exitCode: 4,
    };
    const { steps } = await verifyHere(
      planOf(script('read -r line\necho "$line $WORD $1 $(echo "$1" | rev)"\necho err >&2\nexit 4', run)),
    );
    expect(inShort(steps)).toEqual([
      'sample/script: build passed',
      'sample/script: check hello failed FORMAT_UNKNOWN',
      'sample/script: run hello passed',
    ]);
    expect(await readFile(join(root, steps[0]?.log ?? ''), 'utf8')).toBe('{json\n');
  });
  test('are ended at their limit, with what they started', async () => {
    const { steps } = await verifyHere(planOf(script('sleep 1000 & wait', {}), 0.2));
    expect(inShort(steps).at(-1)).toBe('sample/script: run hello failed TIME_LIMIT');
  });
  test('are ended when the verification is stopped', async () => {
    const controller = new AbortController();
    const emit: VerifyRequest['emit'] = (event) => {
      if (event.event === 'step-start' && event.step.includes('run')) controller.abort();
    };
    const { report } = await verifyHere(planOf(script('sleep 1000', {})), { signal: controller.signal, emit });
    expect(report.verdict).toBe('failed');
    expect(report.targets[0]?.steps.at(-1)?.status).toBe('stopped');
  });
  test('that do not exist are findings', async () => {
    const missing: FixturePlan = { ...script('', {}), build: { words: ['cc'], program: join(root, 'no-cc') } };
    const { steps } = await verifyHere(planOf(missing));
    expect(inShort(steps)).toEqual(['sample/script: build failed PROGRAM_NOT_FOUND']);
  });
  test('have passed once and for all', async () => {
    const plan = planOf(script('echo hi', { stdout: 'hi\n' }));
    await verifyHere(plan);
    const { steps } = await verifyHere(plan);
    expect(steps.map(({ status }) => status)).toEqual(['unchanged', 'failed', 'unchanged']);
  });
});
