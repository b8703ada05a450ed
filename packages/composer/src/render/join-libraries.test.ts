import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const script = readFileSync(new URL('join-libraries.sh', import.meta.url), 'utf8');

let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), 'mkcross-join-'));
});
afterEach(() => {
  rmSync(store, { recursive: true, force: true });
});

/** Joins outputs, each a folder with these files, for programs of a linkage. */
function joined(linkage: string, outputs: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  for (const [output, files] of Object.entries(outputs))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(store, output, path)), { recursive: true });
      writeFileSync(join(store, output, path), text.replaceAll('STORE', store));
    }
  const folders = Object.keys(outputs).map((output) => join(store, output));
  const env = { PATH: process.env['PATH'], out: join(store, 'all'), folders: folders.join(' '), linkage };
  execFileSync('bash', ['-euc', script], { env: { ...env, target: 't', attribute: 'z' } });
  const read = (path: string) => readFileSync(join(store, 'all', path), 'utf8');
  return { lib: readdirSync(join(store, 'all', 'lib')).toSorted(), read };
}

const zlib = {
  out: { 'lib/libz.so': '', 'lib/libz.so.1': '', 'lib/libz.dll.a': '' },
  static: { 'lib/libz.a': '' },
  dev: { 'include/zlib.h': 'zlib', 'lib/pkgconfig/zlib.pc': 'prefix=STORE/out\nincludedir=STORE/dev/include\n' },
};

describe('join-libraries', () => {
  it.each(['static', 'system'])('takes archives instead of shared libraries: %s', (linkage) => {
    const { lib, read } = joined(linkage, zlib);
    expect([lib, read('notes')]).toEqual([['libz.a', 'pkgconfig'], '']);
  });

  it('keeps shared libraries where programs load them', () => {
    const { lib } = joined('dynamic', zlib);
    expect(lib).toEqual(['libz.a', 'libz.dll.a', 'libz.so', 'libz.so.1', 'pkgconfig']);
  });

  it('lets files of pkg-config name the joined folder, those of "share" too', () => {
    const { read } = joined('static', { ...zlib, other: { 'share/pkgconfig/other.pc': 'prefix=STORE/other\n' } });
    const all = join(store, 'all');
    expect(read('lib/pkgconfig/zlib.pc')).toBe(`prefix=${all}\nincludedir=${all}/include\n`);
    expect(read('lib/pkgconfig/other.pc')).toBe(`prefix=${all}\n`);
    expect(read('include/zlib.h')).toBe('zlib');
  });

  it('says which libraries have no archive', () => {
    const { read } = joined('system', { out: { 'lib/libssl.dll.a': '' } });
    expect(read('notes')).toMatch(/^mkcross: t: "z" of nixpkgs has no archives of libssl\.dll\.a: .*"pkgsStatic\.z"/);
  });
});
