import type { ModelTool } from '@mkcross/composer';
import { locateShell, type System } from '@mkcross/host';
import { memorySystem, type Beginning } from '../../test/memory-system.ts';
import { allTargets, sampleEntry, sampleModel, sampleTool } from '../../test/sample-model.ts';
import { currentTools } from './current-tools.ts';

const wheel = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
const zig = sampleTool('zig', { version: { args: ['version'], pattern: String.raw`^(\d\S+)` } });
const folder = '/home/account/.cache/mkcross/pypi/ziglang/0.15.2';

/** The tools of a lock for a shell that requires the tool `t`, and not the tool `other`. */
async function current(tool: ModelTool, beginning: Beginning, sha256?: System['files']['sha256']) {
  const memory = memorySystem(beginning);
  const system = sha256 === undefined ? memory : { ...memory, files: { ...memory.files, sha256 } };
  const model = sampleModel({ tools: { t: tool, other: tool }, env: { T: [sampleEntry([{ tool: 't' }])] } });
  const located = await locateShell(system, { model, choice: allTargets, root: '/p', user: { PATH: '/bin' } });
  return currentTools(located, located.locations, { probe: located.probe, files: system.files });
}
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

it('are those that the shell requires, with version and hash', async () => {
  const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/);
  const found = { t: { program: 'zig', version: '0.15.2', fetched: null, sha256 } };
  expect(await current(zig, { programs: { '/bin/zig': '0.15.2' } })).toEqual(found);
  // A program of the machine is no package, though there is one.
  expect(await current({ ...zig, provision: wheel }, { programs: { '/bin/zig': '0.15.2' } })).toEqual(found);
  expect(await current(zig, { programs: { '/bin/zig': 'none' } })).toMatchObject({ t: { version: null } });
});

it('do not contain missing tools, and programs that cannot be read', async () => {
  expect(await current(zig, {})).toEqual({});
  const programs = { '/bin/zig': '0.15.2' };
  expect(await current(zig, { programs }, failing('EACCES'))).toEqual({});
  await expect(current(zig, { programs }, failing('EIO'))).rejects.toThrow('EIO');
});

it('do not contain what was fetched without a record that can be read', async () => {
  const fetched = (record: string) =>
    current(
      { ...zig, provision: wheel },
      { files: { [`${folder}/ziglang/zig`]: '', [`${folder}/mkcross-fetched.json`]: record } },
    );
  const record = { version: 1, index: null, url: 'https://x', sha256: 'ab'.repeat(32), files: [] };
  expect(await fetched(JSON.stringify(record))).toMatchObject({ t: { fetched: 'ziglang', sha256: record.sha256 } });
  expect(await fetched('{}')).toEqual({});
});
