import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describeFinding } from '@mkcross/core';
import { downloaded, fetchLimits, hostFindings } from '@mkcross/host';
import { fetchArchive, fetchSettings, system } from '@mkcross/host/node';
import { create } from 'tar';
import { ZipFile } from 'yazl';

let folder: string;
let cache: string;
let served: ReadonlyMap<string, Buffer> = new Map();
let requests: readonly string[] = [];
const server = createServer((request, response) => {
  requests = [...requests, request.url ?? ''];
  const bytes = served.get(request.url ?? '');
  response.statusCode = bytes === undefined ? 404 : 200;
  response.end(bytes);
});
let base: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-archive-'));
  cache = join(folder, 'cache');
  requests = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Writes files, of which those with ` -> ` in the name are links, and packs them. */
async function tarOf(names: readonly string[], options: { readonly gzip?: true } = {}): Promise<Buffer> {
  const source = join(folder, 'source');
  await rm(source, { recursive: true, force: true });
  for (const name of names) {
    const [path = '', target] = name.split(' -> ');
    await mkdir(dirname(join(source, path)), { recursive: true });
    if (target === undefined) await writeFile(join(source, path), `#!/bin/sh\n# ${path}\n`, { mode: 0o755 });
    else await symlink(target, join(source, path));
  }
  const listed = names.map((name) => name.split(' -> ', 1)[0] ?? '');
  return buffer(create({ cwd: source, portable: true, ...options }, listed));
}

async function zipOf(
  entries: Readonly<Record<string, { readonly text: string; readonly mode: number }>>,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, { text, mode }] of Object.entries(entries)) zip.addBuffer(Buffer.from(text), name, { mode });
  zip.end();
  return buffer(zip.outputStream);
}

/** Fetches bytes that the server has under a name. */
async function fetched(name: string, bytes: Buffer, path: string, hash = sha256(bytes)) {
  served = new Map([[`/${name}`, bytes]]);
  const result = await fetchArchive({
    source: { from: 'url', url: `${base}/${name}`, sha256: hash, path },
    name: 'wasi/libc',
    cache,
    settings: fetchSettings({}),
    limits: fetchLimits,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  return 'found' in result
    ? `${result.found.code}: ${describeFinding(hostFindings, result.found).message}`
    : result.path;
}

/** What fetching leaves in the cache. */
const left = () => readdir(join(cache, 'url')).catch(() => []);

it('unpacks .tar.gz, .tar.xz and .zip with the modes and links of their files', async () => {
  const names = ['sdk-1/bin/clang-17', 'sdk-1/bin/clang -> clang-17', 'sdk-1/lib -> bin'];
  const gz = await tarOf(names, { gzip: true });
  const xz = execFileSync('xz', ['--stdout'], { input: await tarOf(names) });
  const zip = await zipOf({
    'sdk-1/bin/clang': { text: 'clang-17', mode: 0o120777 },
    'sdk-1/bin/clang-17': { text: '#!/bin/sh\n# sdk-1/bin/clang-17\n', mode: 0o100755 },
  });
  for (const [name, bytes] of [
    ['sdk.tar.gz', gz],
    ['sdk.tgz', gz],
    ['sdk.tar.xz', xz],
    ['sdk.zip', zip],
  ] as const) {
    const path = await fetched(name, bytes, 'sdk-1/bin/clang');
    expect(path).toBe(join(cache, 'url', sha256(bytes), 'sdk-1/bin/clang'));
    expect(await readFile(path, 'utf8')).toBe('#!/bin/sh\n# sdk-1/bin/clang-17\n');
    expect((await stat(path)).mode & 0o111).not.toBe(0);
  }
  expect((await left()).every((name) => /^\w{64}$/.test(name))).toBe(true);
});

it('fetches an archive once, and accepts a hash in capital letters', async () => {
  const bytes = await tarOf(['a'], { gzip: true });
  const hash = sha256(bytes).toUpperCase();
  const source = { from: 'url', url: `${base}/a.tgz`, sha256: hash, path: 'a' } as const;
  expect(await downloaded(system.files, cache, source, undefined)).toBeUndefined();
  const path = await fetched('a.tgz', bytes, 'a', hash);
  expect(await fetched('a.tgz', bytes, 'a', hash)).toBe(path);
  expect(await downloaded(system.files, cache, source, undefined)).toBe(path);
  expect(requests).toEqual(['/a.tgz']);
});

it('refuses another hash, and leaves nothing', async () => {
  expect(await fetched('a.tgz', await tarOf(['a'], { gzip: true }), 'a', '0'.repeat(64))).toMatch(/^FETCH_HASH_WRONG/);
  expect(await left()).toEqual([]);
});

describe('leaves nothing of an archive', () => {
  it.each([
    ['a link to an absolute path', ['a', 'b -> /etc']],
    ['a link out of the archive', ['a', 'b/c -> ../../x']],
    ['a link that leads out through another link', ['a/b/up -> ../..', 'out -> a/b/up/../x', 'a/file']],
    ['a link to nothing', ['a', 'b -> gone']],
  ])('with %s', async (_, names) => {
    await writeFile(join(folder, 'x'), 'outside');
    expect(await fetched('a.tar.gz', await tarOf(names, { gzip: true }), 'a')).toMatch(/^FETCH_FAILED.*link/);
    expect(await left()).toEqual([]);
  });

  it('with a name that leads out of it', async () => {
    await writeFile(join(folder, 'outside'), 'before');
    await mkdir(join(folder, 'source'));
    const bytes = await buffer(
      create({ cwd: join(folder, 'source'), preservePaths: true, gzip: true }, ['../outside']),
    );
    expect(await fetched('a.tar.gz', bytes, 'outside')).toMatch(/^FETCH_FAILED/);
    expect(await left()).toEqual([]);
  });

  it('with a link in a zip file that leads out of it', async () => {
    const bytes = await zipOf({ a: { text: '', mode: 0o100644 }, b: { text: '/etc', mode: 0o120777 } });
    expect(await fetched('a.zip', bytes, 'a')).toMatch(/^FETCH_FAILED.*its link b leads out/);
    expect(await left()).toEqual([]);
  });

  it('that is cut off, is of another format, or does not contain the path', async () => {
    const bytes = await tarOf(['a', 'b'], { gzip: true });
    expect(await fetched('a.tar.gz', bytes.subarray(0, -20), 'a')).toMatch(/^FETCH_FAILED/);
    expect(await fetched('a.7z', bytes, 'a')).toMatch(/^FETCH_FAILED.*\.tar\.xz or \.zip/);
    expect(await left()).toEqual([]);
    expect(await fetched('a.tar.gz', bytes, 'gone')).toMatch(/^FETCH_FAILED.*does not contain gone/);
  });
});

it('says when the server does not have it', async () => {
  const result = await fetchArchive({
    source: { from: 'url', url: `${base}/gone.zip`, sha256: '0'.repeat(64), path: 'a' },
    name: 'wasi/libc',
    cache,
    settings: fetchSettings({}),
    limits: fetchLimits,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  expect('found' in result && describeFinding(hostFindings, result.found).message).toMatch(/HTTP 404/);
});
