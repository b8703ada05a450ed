import { createHash } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describeFinding } from '@mkcross/core';
import { fetchLimits, hostFindings, hostProbe } from '@mkcross/host';
import { fetchProgram, fetchSettings, system, type Fetched } from '@mkcross/host/node';
import { ZipFile } from 'yazl';

const provision = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
/** Archives of the same files have the same bytes. */
const mtime = new Date('2020-01-01T00:00:00Z');
const platform = 'manylinux_2_12_x86_64.manylinux2010_x86_64';

async function wheelOf(version: string, files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name, { mode: 0o100755, mtime });
  zip.addBuffer(Buffer.from('plain'), `ziglang-${version}.dist-info/METADATA`, { mode: 0o100644, mtime });
  zip.end();
  return buffer(zip.outputStream);
}

const program = (version: string) => ({ 'ziglang/zig': `#!/bin/sh\necho ${version}\n`.padEnd(50_000, '#') });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let cache: string;
const closing: (() => void)[] = [];
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'mkcross-fetch-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await rm(cache, { recursive: true, force: true });
});

async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/simple`;
}

interface Served {
  readonly versions: readonly string[];
  readonly as?: 'html' | 'json';
  readonly hash?: (bytes: Buffer) => string;
  /** How many bytes of a wheel come before the connection is cut. */
  readonly cutAt?: number;
  readonly yanked?: readonly string[];
}

/** An index with wheels of ziglang, as PyPI serves it. */
async function index({ versions, as = 'json', hash = sha256, cutAt, yanked = [] }: Served) {
  const wheels = new Map(
    await Promise.all(
      versions.map(async (version) => {
        const name = `ziglang-${version}-py3-none-${platform}.whl`;
        return [name, { version, bytes: await wheelOf(version, program(version)) }] as const;
      }),
    ),
  );
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? '');
    const wheel = wheels.get((request.url ?? '').split('/').at(-1) ?? '');
    if (wheel !== undefined) {
      response.setHeader('content-length', wheel.bytes.length);
      if (cutAt === undefined) response.end(wheel.bytes);
      else response.write(wheel.bytes.subarray(0, cutAt), () => response.destroy());
      return;
    }
    const files = [...wheels].map(([filename, { version, bytes }]) => ({
      filename,
      url: `../files/${filename}`,
      hashes: { sha256: hash(bytes) },
      yanked: yanked.includes(version),
    }));
    if (as === 'json') {
      response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json');
      response.end(JSON.stringify({ files }));
    } else {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      const links = files.map(
        (one) =>
          `<A  data-x='<a href=">"' HREF=${one.url}#sha256=${one.hashes.sha256}>${one.filename.replace('-', '&#45;')}</A><br/>`,
      );
      response.end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`);
    }
  });
  return { url, asked };
}

const fetchFrom = (
  url: string,
  series?: string,
  { signal = new AbortController().signal, sha256: hash }: { signal?: AbortSignal; sha256?: string } = {},
): Promise<Fetched> =>
  fetchProgram({
    source: provision,
    series,
    sha256: hash,
    host: 'x86_64-linux',
    cache,
    settings: fetchSettings({ PIP_INDEX_URL: url }),
    limits: fetchLimits,
    signal,
    progress: () => undefined,
  });

const codeOf = (result: Fetched) => ('found' in result ? result.found.code : 'none');
const messageOf = (result: Fetched) =>
  'found' in result ? describeFinding(hostFindings, result.found).message : 'none';
const programOf = (result: Fetched) => ('program' in result ? result.program : 'none');

describe.each(['json', 'html'] as const)('from an index in %s', (as) => {
  it('fetches the newest release, of a series if one is asked for', async () => {
    const { url } = await index({ versions: ['0.9.1', '0.15.2', '0.17.1', '0.17.0', '0.18.0.dev1', '0.18.0rc1'], as });
    expect(await fetchFrom(url)).toMatchObject({ version: '0.17.1' });
    expect(await fetchFrom(url, '0.15')).toMatchObject({ version: '0.15.2' });
    expect(codeOf(await fetchFrom(url, '0.1'))).toBe('FETCH_NOTHING_FITS');
  });
});

it('fetches what has the hash of a lock, though a newer one is of its version, and nothing else', async () => {
  const { url, asked } = await index({ versions: ['0.15.2', '0.15.2.post1'] });
  const wheel = await wheelOf('0.15.2', program('0.15.2'));
  expect(await fetchFrom(url, '0.15.2', { sha256: sha256(wheel) })).toMatchObject({ version: '0.15.2' });
  expect(asked.filter((path) => path.endsWith('.whl'))).toHaveLength(1);
  expect(codeOf(await fetchFrom(url, '0.15.2', { sha256: 'ab'.repeat(32) }))).toBe('FETCH_HASH_WRONG');
});

it('keeps the modes of programs, and finds what was fetched again', async () => {
  const { url } = await index({ versions: ['0.17.1'] });
  const fetched = programOf(await fetchFrom(url));
  expect((await stat(fetched)).mode & 0o777).toBe(0o755);
  const machine = hostProbe(system, { host: 'x86_64-linux', env: {}, cache });
  expect(await machine.fetched(provision, undefined)).toBe(fetched);
  expect(await machine.fetched(provision, '0.17')).toBe(fetched);
  expect(await machine.fetched(provision, '0.16')).toBeUndefined();
});

it('leaves out what was yanked, and what is for other machines', async () => {
  const { url } = await index({ versions: ['0.17.1', '0.16.0'], yanked: ['0.17.1'] });
  expect(await fetchFrom(url)).toMatchObject({ version: '0.16.0' });
  const settings = fetchSettings({ PIP_INDEX_URL: url });
  const common = { source: provision, series: undefined, cache, settings, limits: fetchLimits };
  const request = { ...common, signal: new AbortController().signal };
  const result = await fetchProgram({ ...request, host: 'aarch64-darwin', progress: () => undefined });
  expect(codeOf(result)).toBe('FETCH_NOTHING_FITS');
});

it('throws away what has another hash', async () => {
  const { url } = await index({ versions: ['0.17.1'], hash: () => 'ab'.repeat(32) });
  expect(codeOf(await fetchFrom(url))).toBe('FETCH_HASH_WRONG');
  expect(await readdir(join(cache, 'pypi/ziglang'))).toEqual([]);
});

it('leaves nothing of a download that is cut off at any byte, and is right the next time', async () => {
  const whole = (await wheelOf('0.17.1', program('0.17.1'))).length;
  const cuts = [0, 1, 29, 30, Math.floor(whole / 2), whole - 23, whole - 1];
  for (const cutAt of cuts) {
    const { url } = await index({ versions: ['0.17.1'], cutAt });
    expect({ cutAt, code: codeOf(await fetchFrom(url)) }).toEqual({ cutAt, code: 'FETCH_FAILED' });
    expect(await readdir(join(cache, 'pypi/ziglang'))).toEqual([]);
  }
  const { url } = await index({ versions: ['0.17.1'] });
  expect(await readFile(programOf(await fetchFrom(url)), 'utf8')).toMatch(/^#!\/bin\/sh\necho 0\.17\.1/);
});

it('lets several fetch at once, and leaves one copy', async () => {
  const { url } = await index({ versions: ['0.17.1'] });
  const results = await Promise.all(Array.from({ length: 5 }, () => fetchFrom(url)));
  expect(new Set(results.map(programOf)).size).toBe(1);
  expect(await readdir(join(cache, 'pypi/ziglang'))).toEqual(['0.17.1']);
});

it('says why where nobody answers, and changes nothing of what was fetched', async () => {
  const { url } = await index({ versions: ['0.17.1'] });
  const fetched = programOf(await fetchFrom(url));
  const nobody = await serve(() => undefined);
  for (const close of closing.splice(0)) close();
  const gone = await fetchFrom(nobody);
  expect([codeOf(gone), messageOf(gone)]).toEqual([
    'FETCH_FAILED',
    expect.stringMatching(/check the network connection/),
  ]);
  await access(fetched);
  expect(await hostProbe(system, { host: 'x86_64-linux', env: {}, cache }).fetched(provision, undefined)).toBe(fetched);
});

it('says what is no index, and what an index does not have', async () => {
  const noIndex = await serve((_, response) => response.end('hello'));
  expect(messageOf(await fetchFrom(noIndex))).toMatch(/not a package index/);
  const empty = await serve((_, response) => {
    response.statusCode = 404;
    response.end();
  });
  expect(messageOf(await fetchFrom(empty))).toMatch(/HTTP 404/);
});

it('stops when it is told to, and leaves nothing', async () => {
  const controller = new AbortController();
  const url = await serve((request, response) => {
    if (request.url?.endsWith('.whl') !== true) {
      response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json');
      const name = `ziglang-0.17.1-py3-none-${platform}.whl`;
      response.end(JSON.stringify({ files: [{ filename: name, url: name, hashes: { sha256: '0'.repeat(64) } }] }));
      return;
    }
    response.write('some bytes', () => {
      controller.abort();
    });
  });
  expect(codeOf(await fetchFrom(url, undefined, { signal: controller.signal }))).toBe('STOPPED');
  expect(await readdir(join(cache, 'pypi/ziglang'))).toEqual([]);
});
