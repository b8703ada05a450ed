import { readFile } from 'node:fs/promises';
import { runBody } from '@mkcross/plugin-kit';

const body = await readFile(new URL('../scripts/check-version.sh', import.meta.url), 'utf8');
const fake = 'fake_zig() { echo 0.15.2; }\n';
const stderrFor = async (values: Readonly<Record<string, string>>) =>
  (await runBody(`${fake}${body}`, { values: { zig: 'fake_zig', ...values } })).stderr;

describe('the hook that checks the version', () => {
  it('is silent where the version is the wanted one, or none is wanted', async () => {
    expect(await stderrFor({ wanted: '0.15' })).toBe('');
    expect(await stderrFor({})).toBe('');
  });

  it('says which version the shell has', async () => {
    expect(await stderrFor({ wanted: '0.1' })).toMatch('asks for Zig 0.1, but this shell has 0.15.2');
  });
});
