import {
  cargoItems,
  compareTrust,
  flakeLockItems,
  folderSettings,
  gitItems,
  isTrustedByVariable,
  notAllowed,
  toolchainFolderItems,
  trustItem,
  trustPage,
} from 'mkcross';

const variable = (name: string, text: string) => trustItem({ kind: 'variable', name, phase: 'enter', text });
const hook = (name: string, text: string) => trustItem({ kind: 'hook', name, phase: 'enter', text });
const named = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name);

describe('what was allowed against what there is', () => {
  const allowed = [variable('A', '1'), variable('B', '1'), hook('B', 'x')];

  it('has what was added, removed and changed', () => {
    const { added, removed, changed } = compareTrust(allowed, [
      variable('A', '1'),
      variable('B', '2'),
      variable('C', '1'),
    ]);
    expect([named(added), removed, changed.map(({ before, after }) => [before.text, after.text])]).toEqual([
      ['C'],
      [hook('B', 'x')],
      [['1', '2']],
    ]);
  });

  it.each([
    ['the same', allowed, []],
    ['less', [variable('A', '1')], []],
    ['another value', [variable('A', '2')], ['A']],
    ['the same name of another kind', [hook('A', '1')], ['A']],
    ['an earlier phase', [{ ...variable('A', '1'), phase: 'nix' as const }], ['A']],
    [
      'the same text of another content',
      [trustItem({ kind: 'variable', name: 'A', phase: 'enter', text: '1' }, 'other')],
      ['A'],
    ],
  ])('needs consent for %s', (_, current, wanted) => {
    expect(named(notAllowed(allowed, current))).toEqual(wanted);
  });
});

describe('settings of a repository', () => {
  it.each([
    ['core.fsmonitor', 'evil'],
    ['core.sshcommand', 'evil'],
    ['core.hookspath', 'evil'],
    ['core.gitproxy', 'evil'],
    ['credential.helper', '!evil'],
    ['extensions.partialclone', 'origin'],
    ['filter.x.process', 'evil'],
    ['gc.recentobjectshook', 'evil'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.uploadpack', 'evil'],
    ['remote.origin.vcs', 'evil'],
    ['submodule.x.update', '!evil'],
    ['url.ext::evil.insteadof', 'https://'],
    ['branches.x', 'y'],
  ])('%s is an item', (key, value) => {
    expect(gitItems([[key, value]])).toMatchObject([{ name: `.git/config: ${key}`, phase: 'nix', text: value }]);
  });

  it('that git and its usual programs write are none', () => {
    const usual = [
      'branch.main.merge',
      'core.bare',
      'core.repositoryformatversion',
      'gc.auto',
      'http.https://github.com/.extraheader',
      'remote.origin.fetch',
      'remote.origin.url',
      'submodule.x.url',
      'user.email',
    ];
    expect(gitItems([...usual.map((key) => [key, 'x'] as const), ['core.fsmonitor', 'false']])).toEqual([]);
  });

  it('that are there more than once are one item, with all values', () => {
    const [item, ...others] = gitItems([
      ['include', ''],
      ['filter.x.clean', 'a'],
      ['filter.x.clean', 'b'],
    ]);
    expect([item?.text, others]).toEqual(['a, b', []]);
  });
});

it('files are looked for from the folder of a command up to its project', () => {
  expect(folderSettings('/p', '/p')).toEqual([]);
  expect(folderSettings('/p', '/other/p/x')).toEqual([]);
  expect(folderSettings('/p', '/p/a/b')).toEqual(
    ['/p/a/b', '/p/a'].flatMap((one) =>
      ['.cargo/config.toml', '.cargo/config', 'rust-toolchain.toml', 'rust-toolchain'].map((name) => `${one}/${name}`),
    ),
  );
});

it.each([
  ['stable', []],
  ['[toolchain]\nchannel = "1.90"\n', []],
  ['[toolchain]\npath = "/x"\n', ['t: toolchain.path']],
  ['[toolchain\npath = "/x"\n', ['t: text']],
])('of a toolchain file, the path is an item: %j', (text, wanted) => {
  expect(named(toolchainFolderItems('t', text))).toEqual(wanted);
});

describe('settings of cargo', () => {
  const names = (text: string) => named(cargoItems('c', text)).map((name) => name.slice('c: '.length));

  it('that run something, or set it, are items', () => {
    const text = `include = ["x.toml"]
[build]
rustc-wrapper = "./w"
target = "x"
jobs = 1
[target.x]
runner = ["a", "b"]
rustflags = "-Clinker=x"
[target.'cfg(unix)']
linker = "l"
[env]
A = { value = "x", force = true }
[registry]
credential-provider = "cargo:token-from-stdout ./x"
[net]
git-fetch-with-cli = true
retry = 1
[profile.release]
lto = true
[term]
quiet = true
[new-in-a-later-cargo]
run = "x"
`;
    expect(names(text)).toEqual([
      'include',
      'build.rustc-wrapper',
      'target.x.runner',
      'target.x.rustflags',
      'target.cfg(unix).linker',
      'env.A.value',
      'env.A.force',
      'registry.credential-provider',
      'net.git-fetch-with-cli',
      'new-in-a-later-cargo.run',
    ]);
  });

  it('that cannot be read are one item with all of it', () => {
    const [one, other] = ['[build', '[build]]'].map((text) => cargoItems('c', text));
    expect(named(one ?? [])).toEqual(['c']);
    expect(one?.[0]?.digest).not.toBe(other?.[0]?.digest);
  });
});

describe('a flake.lock', () => {
  const lock = (original: object, locked: object) =>
    flakeLockItems(JSON.stringify({ nodes: { nixpkgs: { original, locked }, root: { inputs: {} } } })).map(
      ({ text }) => text,
    );
  const nixpkgs = { type: 'github', owner: 'NixOS', repo: 'nixpkgs' };

  it('that leads where the flake says is nothing to allow', () => {
    expect(lock({ ...nixpkgs, ref: 'nixos-unstable' }, { ...nixpkgs, rev: 'x', narHash: 'y' })).toEqual([]);
    expect(lock({ type: 'indirect', id: 'nixpkgs' }, nixpkgs)).toEqual([]);
    expect(flakeLockItems('{"nodes":{"root":{}},"version":7}')).toEqual([]);
  });

  it.each([
    [nixpkgs, { ...nixpkgs, owner: 'evil' }],
    [nixpkgs, { type: 'path', path: './evil' }],
    [nixpkgs, { ...nixpkgs, type: 'gitlab' }],
    [nixpkgs, { ...nixpkgs, host: 'evil.example' }],
    [{ type: 'indirect', id: 'other' }, nixpkgs],
    [
      { type: 'tarball', url: 'https://a/x' },
      { type: 'tarball', url: 'https://b/x' },
    ],
  ])('that leads elsewhere is shown: %j, %j', (original, locked) => {
    expect(lock(original, locked)).toHaveLength(1);
  });

  it('that cannot be read is one item', () => {
    expect(named(flakeLockItems('{'))).toEqual(['flake.lock']);
  });
});

describe('MKCROSS_TRUST', () => {
  it.each([
    ['all', true],
    ['/src/p', true],
    ['/src/', true],
    ['/', true],
    ['/a:/src', true],
    [undefined, false],
    ['', false],
    [':', false],
    ['1', false],
    ['/src/p/sub', false],
    ['/sr', false],
    ['src', false],
    ['.', false],
    ['/other/../src', true],
  ])('%s', (value, isTrusted) => {
    expect(isTrustedByVariable(value, '/src/p')).toBe(isTrusted);
  });
});

describe('the page', () => {
  const page = (...args: readonly [Parameters<typeof trustPage>[1], Parameters<typeof trustPage>[2]]) =>
    trustPage('/src/p', ...args, false);

  it('has what can run something first, and no control characters', () => {
    const items = [hook('h', 'one\ntwo\u001b[2J'), variable('A', '1'), variable('LD_PRELOAD', './x\u001b[1A')];
    expect(page(undefined, items)).toBe(`/src/p runs or sets this in your shells:

Variables
  LD_PRELOAD: ./x\\u{1B}[1A   (is loaded into every program)
  A: 1

Hooks
  h
    one
    two\\u{1B}[2J
`);
  });

  it('shows how things differ from what was allowed', () => {
    const before = [hook('h', 'one\ntwo\n'), variable('GONE', '1')];
    expect(page(before, [hook('h', 'one\nthree\n'), variable('NEW', '2')]))
      .toBe(`/src/p was allowed before and differs now:

+ variable NEW
    2

- variable GONE

~ hook h
    one
  - two
  + three
`);
  });

  it('says where there is nothing to allow', () => {
    expect(page(undefined, [])).toMatch('runs and sets nothing of its own');
  });

  it('shortens long texts where all is shown, and never what changed', () => {
    const long = (last: string) => hook('h', `${'line\n'.repeat(40)}${last}\n`);
    expect(page(undefined, [long('a')])).toMatch('… and 29 more lines');
    expect(page([long('a')], [long('b')])).toMatch(/- a\n {2}\+ b\n/);
  });
});
