import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { describeFinding } from '@mkcross/core';
import { fetchLimits, hostFindings, type FetchLimits } from '@mkcross/host';
import { fetchArchive, fetchProgram, fetchSettings, type Fetched } from '@mkcross/host/node';
import { create } from 'tar';
import { ZipFile } from 'yazl';

const source = { from: 'pypi', package: 'ziglang', path: 'ziglang/zig' } as const;
const mtime = new Date('2020-01-01T00:00:00Z');
const nameOf = (version: string) => `ziglang-${version}-py3-none-manylinux_2_12_x86_64.whl`;
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function zipOf(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name, { mode: 0o100755, mtime });
  zip.end();
  return buffer(zip.outputStream);
}

let folder: string;
let cache: string;
let tls: { readonly key: string; readonly cert: string };
const servers: Server[] = [];
beforeAll(async () => {
  const made = await mkdtemp(join(tmpdir(), 'mkcross-tls-'));
  const [key, cert] = [join(made, 'key.pem'), join(made, 'cert.pem')];
  const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-addext', names],
  ]);
  tls = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  await rm(made, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mkcross-hostile-'));
  cache = join(folder, 'cache');
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
});

/** Serves on a free port; the host and port. */
async function serve(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

/** An index as `handle` answers, over TLS; its settings trust it. */
async function index(handle: RequestListener, env: Readonly<Record<string, string>> = {}) {
  const address = await serve(createTlsServer(tls, handle));
  const certificates = join(folder, 'cert.pem');
  await writeFile(certificates, tls.cert);
  return { PIP_INDEX_URL: `https://${address}/simple`, PIP_CERT: certificates, ...env };
}

/** Answers with a page that lists one wheel, and with the wheel. */
const listing =
  (
    bytes: Buffer,
    { version = '0.17.1', url = `/files/${nameOf(version)}`, hash = sha256(bytes) } = {},
  ): RequestListener =>
  (request, response) => {
    if (request.url?.startsWith('/simple/') !== true) return void response.end(bytes);
    response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json');
    response.end(JSON.stringify({ files: [{ filename: nameOf(version), url, hashes: { sha256: hash } }] }));
  };

interface Asked {
  readonly limits?: Partial<FetchLimits>;
  readonly signal?: AbortSignal;
  readonly isOffline?: boolean;
}

const fetchFrom = (
  env: Readonly<Record<string, string>>,
  { limits = {}, signal = new AbortController().signal, isOffline = false }: Asked = {},
): Promise<Fetched> =>
  fetchProgram({
    source,
    series: undefined,
    host: 'x86_64-linux',
    cache,
    settings: fetchSettings(env, isOffline),
    limits: { ...fetchLimits, ...limits },
    signal,
    progress: () => undefined,
  });

const codeOf = (result: Awaited<ReturnType<typeof fetchArchive>> | Fetched) =>
  'found' in result ? result.found.code : 'none';
const messageOf = (result: Fetched) =>
  'found' in result ? describeFinding(hostFindings, result.found).message : 'none';
/** What is in the cache of packages, and of what is not complete. */
const left = async () => [
  ...(await readdir(join(cache, 'pypi/ziglang')).catch(() => [])),
  ...(await readdir(join(cache, 'unfinished')).catch(() => [])),
];
const right = () => zipOf({ 'ziglang/zig': '#!/bin/sh\n' });

describe('credentials of the index', () => {
  const secret = { user: 'me', password: 'p@ss word' };
  const header = `Basic ${Buffer.from(`${secret.user}:${secret.password}`).toString('base64')}`;
  const signedIn = (env: Readonly<Record<string, string>>) => ({
    ...env,
    PIP_INDEX_URL: (env['PIP_INDEX_URL'] ?? '').replace('//', '//me:p%40ss%20word@'),
  });

  it('are sent to its own origin, and to no other one that it redirects to', async () => {
    const wheel = await right();
    const seen: string[] = [];
    const noted = (where: string, { headers, url }: IncomingMessage) =>
      seen.push(`${where} ${url ?? ''} ${headers.authorization ?? '-'}`);
    const other = await serve(
      createTlsServer(tls, (request, response) => {
        noted('other', request);
        response.end(wheel);
      }),
    );
    const env = await index((request, response) => {
      noted('index', request);
      if (request.url === '/moved') return void response.writeHead(302, { location: `https://${other}/wheel` }).end();
      listing(wheel, { url: '/moved' })(request, response);
    });
    expect(await fetchFrom(signedIn(env))).toMatchObject({ version: '0.17.1' });
    expect(seen).toEqual([`index /simple/ziglang/ ${header}`, `index /moved ${header}`, 'other /wheel -']);
  });

  it('are in no finding and no record, whatever goes wrong', async () => {
    const wheel = await right();
    const env = signedIn(await index(listing(wheel)));
    await fetchFrom(env);
    expect(await readFile(join(cache, 'pypi/ziglang/0.17.1/mkcross-fetched.json'), 'utf8')).not.toMatch(/p(@|%40)ss/);
    await rm(cache, { recursive: true });
    const hostile: readonly RequestListener[] = [
      (_, response) => void response.writeHead(401).end(),
      (_, response) => response.destroy(),
      (_, response) => void response.end('hello'),
      listing(wheel, { hash: 'ab'.repeat(32) }),
      listing(wheel, { version: '0.17.1.dev1' }),
      listing(Buffer.from('no zip')),
      (_, response) => void response.writeHead(302, { location: 'http://example.org/' }).end(),
    ];
    for (const handle of hostile) {
      const result = await fetchFrom(signedIn(await index(handle)));
      expect('found' in result).toBe(true);
      expect(JSON.stringify(result) + messageOf(result)).not.toMatch(/p(@|%40)ss/);
    }
    for (const invalid of ['me:p@ss@example.org/simple', 'ftp://me:p%40ss@example.org'])
      expect(() => fetchSettings({ PIP_INDEX_URL: invalid })).toThrow(/^FETCH_SETTING_INVALID (?!.*p(@|%40)ss)/);
  });
});

describe('without encryption', () => {
  it('reaches this machine, and other hosts only where the user excepted them', async () => {
    const env = { PIP_INDEX_URL: 'http://pypi.invalid/simple' };
    expect(codeOf(await fetchFrom(env))).toBe('FETCH_INSECURE');
    expect(codeOf(await fetchFrom({ ...env, PIP_TRUSTED_HOST: 'pypi.invalid' }))).toBe('FETCH_FAILED');
    const address = await serve(createServer(listing(await right())));
    expect(codeOf(await fetchFrom({ PIP_INDEX_URL: `http://${address}/simple` }))).toBe('none');
    expect(codeOf(await fetchFrom({ PIP_INDEX_URL: 'http://127.0.0.1.example.org/simple' }))).toBe('FETCH_INSECURE');
  });

  it('follows no redirect and no link of an index', async () => {
    const redirecting: RequestListener = (_, response) =>
      void response.writeHead(302, { location: 'http://pypi.invalid/' }).end();
    expect(codeOf(await fetchFrom(await index(redirecting)))).toBe('FETCH_INSECURE');
    const linking = listing(await right(), { url: 'http://files.invalid/a.whl' });
    expect(codeOf(await fetchFrom(await index(linking)))).toBe('FETCH_INSECURE');
    const local = listing(await right(), { url: 'file:///etc/passwd' });
    expect(codeOf(await fetchFrom(await index(local)))).toBe('FETCH_INSECURE');
  });
});

describe('an index', () => {
  it.each([
    ['that is too long', () => `{"files":[${' '.repeat(2000)}]}`, 'FETCH_TOO_LARGE'],
    [
      'that lists too many files',
      () => JSON.stringify({ files: Array.from({ length: 11 }, (_, n) => ({ filename: `a-${n}`, url: 'a' })) }),
      'FETCH_TOO_MANY_FILES',
    ],
  ])('%s is refused', async (_, page, code) => {
    const env = await index((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(page());
    });
    expect(codeOf(await fetchFrom(env, { limits: { indexBytes: 1500, indexFiles: 10 } }))).toBe(code);
  });

  it.each([
    ['unclosed tags', '<a href='.repeat(150_000)],
    ['tags in tags', '<b>'.repeat(400_000)],
    ['attributes', `<a ${Array.from({ length: 150_000 }, (_, n) => `a${n}=`).join(' ')}>`],
    ['quotes', `<a ${'"'.repeat(1_200_000)}`],
    ['references', `<a href="${'&amp'.repeat(300_000)}">`],
  ])('of HTML with a megabyte of %s is read in proportion to its length', async (_, page) => {
    const env = await index((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(page);
    });
    expect(codeOf(await fetchFrom(env))).toBe('FETCH_NOTHING_FITS');
  });

  it('that falls silent is given up', async () => {
    const env = await index((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.write('{"files":');
    });
    expect(codeOf(await fetchFrom(env, { limits: { silentSeconds: 1 } }))).toBe('FETCH_TIMED_OUT');
    expect(codeOf(await fetchFrom(env, { limits: { indexSeconds: 1 } }))).toBe('FETCH_TIMED_OUT');
  });

  it('that redirects for ever, or compresses what was not to be, is given up', async () => {
    const turning = await index((request, response) => void response.writeHead(302, { location: request.url }).end());
    expect(messageOf(await fetchFrom(turning))).toMatch(/redirects more than 10 times/);
    const compressing = await index(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    );
    expect(messageOf(await fetchFrom(compressing))).toMatch(/compressed/);
  });

  it('cannot name files that are not files of a package', async () => {
    const env = await index((_, response) => {
      response.setHeader('content-type', 'application/json');
      const url = { url: 'a', hashes: { sha256: 'ab'.repeat(32) } };
      const names = ['ziglang-\u001B[2J-py3-none-any.whl', 'ziglang-1-py3-none-../x_x86_64.whl'];
      response.end(
        JSON.stringify({ files: [...names.map((filename) => ({ filename, ...url })), null, { filename: 1 }] }),
      );
    });
    expect(codeOf(await fetchFrom(env))).toBe('FETCH_NOTHING_FITS');
  });
});

describe('a wheel', () => {
  it('without the program leaves nothing that would block its version', async () => {
    const wrong = await index(listing(await zipOf({ 'ziglang/other': '' })));
    expect(messageOf(await fetchFrom(wrong))).toMatch(/does not contain ziglang\/zig/);
    expect(await left()).toEqual([]);
    expect(codeOf(await fetchFrom(await index(listing(await right()))))).toBe('none');
  });

  it('that replaces an incomplete folder of an earlier version does so', async () => {
    await mkdir(join(cache, 'pypi/ziglang/0.17.1/ziglang'), { recursive: true });
    await writeFile(join(cache, 'pypi/ziglang/0.17.1/ziglang/zig'), 'planted');
    const result = await fetchFrom(await index(listing(await right())));
    expect(await readFile('program' in result ? result.program : '', 'utf8')).toBe('#!/bin/sh\n');
    expect(await left()).toEqual(['0.17.1']);
  });

  it('of another index is not taken for one with the same version', async () => {
    const first = await fetchFrom(await index(listing(await zipOf({ 'ziglang/zig': 'of the first' }))));
    const second = await fetchFrom(await index(listing(await zipOf({ 'ziglang/zig': 'of the second' }))));
    expect(await readFile('program' in second ? second.program : '', 'utf8')).toBe('of the second');
    expect('program' in first && first.program).toBe('program' in second && second.program);
  });

  it.each([
    ['the program is a link to a program of the machine', 'ziglang/zig', '/bin/sh'],
    ['a folder is a link to one of the user', 'ziglang/lib', '../../../../../..'],
    ['a script is a link to a file of the user', 'ziglang-0.17.1.data/scripts/zig', 'USER'],
  ])('is refused if %s', async (_, name, to) => {
    const own = join(folder, 'own');
    await writeFile(own, '', { mode: 0o600 });
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'ziglang/other', { mode: 0o100755, mtime });
    if (name !== 'ziglang/zig') zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'ziglang/zig', { mode: 0o100755, mtime });
    zip.addBuffer(Buffer.from(to === 'USER' ? own : to), name, { mode: 0o120777, mtime });
    zip.end();
    const result = await fetchFrom(await index(listing(await buffer(zip.outputStream))));
    expect([codeOf(result), messageOf(result)]).toEqual([
      'FETCH_FAILED',
      expect.stringMatching(/its link .* leads out/),
    ]);
    expect((await stat(own)).mode & 0o777).toBe(0o600);
    expect(await left()).toEqual([]);
  });

  it('of a server that closes the connection behind it is downloaded', async () => {
    // Nothing that is compressed, so that there are many pieces.
    const noise = randomBytes(8_000_000);
    const wheel = await zipOf({ 'ziglang/zig': '#!/bin/sh\n', 'ziglang/noise': noise });
    const address = await serve(
      createServer((request, response) => {
        response.shouldKeepAlive = false;
        listing(wheel)(request, response);
      }),
    );
    expect(await fetchFrom({ PIP_INDEX_URL: `http://${address}/simple` })).toMatchObject({ version: '0.17.1' });
  });

  it('that is too large, grows too much, or has too many files is refused, and nothing is left', async () => {
    const large = await index(listing(await right()));
    expect(codeOf(await fetchFrom(large, { limits: { downloadBytes: 100 } }))).toBe('FETCH_TOO_LARGE');
    const growing = await zipOf({ 'ziglang/zig': Buffer.alloc(5_000_000) });
    expect(growing.length).toBeLessThan(10_000);
    const bomb = await index(listing(growing));
    expect(codeOf(await fetchFrom(bomb, { limits: { unpackedBytes: 1_000_000 } }))).toBe('FETCH_TOO_LARGE');
    const many = await index(
      listing(await zipOf(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`ziglang/${n}`, ''])))),
    );
    expect(codeOf(await fetchFrom(many, { limits: { unpackedFiles: 20 } }))).toBe('FETCH_TOO_MANY_FILES');
    expect(await left()).toEqual([]);
  });
});

describe('an archive', () => {
  const fetchBytes = async (
    bytes: Buffer,
    { limits, format = 'tar.gz', signal = new AbortController().signal }: Asked & { readonly format?: string },
  ) => {
    const address = await serve(createServer((_, response) => void response.end(bytes)));
    return fetchArchive({
      source: { from: 'url', url: `http://${address}/a.${format}`, sha256: sha256(bytes), path: 'a' },
      name: 'wasi/libc',
      cache,
      settings: fetchSettings({}),
      limits: { ...fetchLimits, ...limits },
      signal,
      progress: () => undefined,
    });
  };

  it('that grows too much or has too many files is refused, and nothing is left', async () => {
    await writeFile(join(folder, 'a'), Buffer.alloc(5_000_000));
    await mkdir(join(folder, 'many'));
    for (let n = 0; n < 30; n++) await writeFile(join(folder, 'many', `${n}`), '');
    const bomb = await buffer(create({ cwd: folder, gzip: true }, ['a']));
    expect(codeOf(await fetchBytes(bomb, { limits: { unpackedBytes: 1_000_000 } }))).toBe('FETCH_TOO_LARGE');
    const many = await buffer(create({ cwd: folder, gzip: true }, ['many']));
    expect(codeOf(await fetchBytes(many, { limits: { unpackedFiles: 20 } }))).toBe('FETCH_TOO_MANY_FILES');
    expect([...(await readdir(join(cache, 'url'))), ...(await left())]).toEqual([]);
  });

  it.each(['zip', 'tar.gz'])(
    'of the format %s that is being unpacked can be interrupted, and leaves nothing',
    async (format) => {
      const names = Array.from({ length: 2000 }, (_, n) => `file${n}`);
      await mkdir(join(folder, 'many'));
      for (const name of names) await writeFile(join(folder, 'many', name), name);
      const bytes =
        format === 'zip'
          ? await zipOf(Object.fromEntries(names.map((name) => [name, name])))
          : await buffer(create({ cwd: join(folder, 'many'), gzip: true }, names));
      const controller = new AbortController();
      const fetching = fetchBytes(bytes, { format, signal: controller.signal });
      while (!(await isUnpacking())) await setImmediate();
      controller.abort();
      expect(codeOf(await fetching)).toBe('STOPPED');
      expect(await left()).toEqual([]);
    },
  );
});

/** Whether there is a file in a folder of what is not complete. */
async function isUnpacking(): Promise<boolean> {
  const unfinished = await readdir(join(cache, 'unfinished'), { recursive: true }).catch(() => []);
  return unfinished.some((name) => /\/file\d+$/.test(name));
}

it('removes what a killed process left, and nothing of one that runs', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  const dead = execFileSync('sh', ['-c', 'echo $$']).toString().trim();
  const [killed, running, elsewhere] = [
    `${dead}.${id}.${hostname()}`,
    `${process.pid}.${id}.${hostname()}`,
    `${dead}.${id}.x`,
  ];
  for (const name of [killed, running, elsewhere]) await mkdir(join(cache, 'unfinished', name), { recursive: true });
  await writeFile(join(cache, 'unfinished', killed, 'part'), 'x');
  await writeFile(join(cache, 'unfinished', `${killed}.archive`), 'x');
  await fetchFrom(await index(listing(await right())));
  expect(await readdir(join(cache, 'unfinished'))).toEqual([running, elsewhere].toSorted());
});

describe('settings', () => {
  it('of certificates decide who is trusted', async () => {
    const { PIP_CERT, ...env } = await index(listing(await right()));
    expect(messageOf(await fetchFrom(env))).toMatch(/certificate is not trusted/);
    expect(codeOf(await fetchFrom({ ...env, SSL_CERT_FILE: PIP_CERT }))).toBe('none');
    expect(codeOf(await fetchFrom({ ...env, PIP_CERT: join(folder, 'gone.pem') }))).toBe('FETCH_SETTING_INVALID');
    // Nix sets it to a file that does not exist.
    expect(codeOf(await fetchFrom({ ...env, SSL_CERT_FILE: '/no-cert-file.crt' }))).toBe('FETCH_FAILED');
  });

  it('of a proxy are used, except for the hosts that need none', async () => {
    const tunnels: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request: IncomingMessage, socket, head: Buffer) => {
      tunnels.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? '-'}`);
      const [host = '', port = ''] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    const address = await serve(proxy);
    const env = await index(listing(await right()));
    const { host } = new URL(env.PIP_INDEX_URL);
    expect(codeOf(await fetchFrom({ ...env, HTTPS_PROXY: `http://a:b@${address}` }))).toBe('none');
    expect(new Set(tunnels)).toEqual(new Set([`${host} Basic ${Buffer.from('a:b').toString('base64')}`]));
    tunnels.splice(0);
    await rm(cache, { recursive: true });
    expect(codeOf(await fetchFrom({ ...env, HTTPS_PROXY: `http://${address}`, NO_PROXY: '127.0.0.1' }))).toBe('none');
    expect(tunnels).toEqual([]);
    expect(() => fetchSettings({ HTTPS_PROXY: 'socks5://a:secret@x' })).toThrow(/^FETCH_SETTING_INVALID (?!.*secret)/);
  });

  it.each([
    [{ PIP_NO_INDEX: '1' }, 'PIP_NO_INDEX'],
    [{ UV_OFFLINE: 'true' }, 'UV_OFFLINE'],
  ])('that forbid downloads are respected: %j', async (env, setting) => {
    expect(await fetchFrom(env)).toMatchObject({ found: { code: 'FETCH_OFFLINE', data: { setting } } });
  });

  it('that forbid nothing, or are empty, change nothing', () => {
    const settings = fetchSettings({ PIP_NO_INDEX: '0', UV_OFFLINE: '', PIP_INDEX_URL: '', UV_DEFAULT_INDEX: '' });
    expect(settings).toMatchObject({
      offline: undefined,
      noIndex: undefined,
      index: { url: 'https://pypi.org/simple' },
    });
    expect(fetchSettings({ UV_DEFAULT_INDEX: 'own=https://a.example/simple/' }).index.url).toBe(
      'https://a.example/simple',
    );
    expect(fetchSettings({}, true).offline).toBe('--offline');
  });
});
