import { fileURLToPath } from 'node:url';
import { composerFindings } from '@mkcross/composer';
import { disk } from '@mkcross/composer/node';
import { coreFindings, type FindingDefinitions } from '@mkcross/core';
import { hostFindings } from '@mkcross/host';
import { inspectFindings } from '@mkcross/inspect';
import { verifyFindings } from '@mkcross/verify';
import { cliFindings, findingDefinitions, run, type CommandContext } from 'mkcross';
import { noMachine } from '../../test/no-machine.ts';
import { installedPlugins } from '../../test/plugin-packages.ts';

async function printed(...args: readonly string[]): Promise<unknown> {
  let out = '';
  const context: CommandContext = {
    folder: '/',
    files: disk,
    plugins: installedPlugins({}),
    untracked: () => Promise.resolve([]),
    machine: noMachine,
    out: (text) => (out += text),
    err: () => undefined,
    colour: { out: false, err: false },
  };
  await run(context, args, '1.2.3');
  return JSON.parse(out);
}

it('definitions are listed under their codes, and no two packages define one code', () => {
  const tables: readonly FindingDefinitions[] = [
    cliFindings,
    composerFindings,
    coreFindings,
    hostFindings,
    inspectFindings,
    verifyFindings,
  ];
  const codes = tables.flatMap((table) => Object.values(table)).map(({ code }) => code);
  expect(codes.toSorted()).toEqual(Object.keys(findingDefinitions).toSorted());
  for (const [key, { code }] of Object.entries(findingDefinitions)) expect(code).toBe(key);
});

it('JSON has code, severity, data, place and text of each finding, in envelopes and deeper', async () => {
  expect(await printed('generate', '--json', 'more')).toMatchObject({
    ok: false,
    findings: [{ code: 'USAGE', severity: 'error', hint: 'Run "npx mkcross --help".', data: {} }],
  });
  expect(await printed('inspect', '--json', '/no/such/file')).toMatchObject([
    { findings: [{ code: 'FILE_NOT_INSPECTED', where: { file: '/no/such/file' } }] },
  ]);
  const path = fileURLToPath(import.meta.url);
  expect(await printed('inspect', '--json', path)).toMatchObject([
    {
      findings: [
        {
          code: 'FORMAT_UNKNOWN',
          severity: 'error',
          message: findingDefinitions.FORMAT_UNKNOWN.message({}),
          hint: findingDefinitions.FORMAT_UNKNOWN.hint({}),
          data: {},
          where: { file: path },
        },
      ],
    },
  ]);
});
