import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { cargoConfig, envText } from '@mkcross/host';

/** Names that no shell keeps for itself. */
const names = fc.stringMatching(/^MK_[A-Z0-9_]{1,12}$/);
/** What an environment can hold: any text without NUL. */
const values = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
const environments = fc.dictionary(names, values, { minKeys: 1, maxKeys: 8, noNullPrototype: true });

const parsedBy = (program: string, args: readonly string[], input: string): Readonly<Record<string, string>> => {
  const printed = execFileSync(program, args, { input, env: { PATH: process.env['PATH'] ?? '' } }).toString('utf8');
  const entries = printed.split('\0').filter((entry) => entry.startsWith('MK_'));
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
};

it('writes what bash reads again, whatever the values are', () => {
  fc.assert(
    fc.property(environments, (env) => {
      expect(parsedBy('bash', ['-s'], `${envText('bash', env)}env -0\n`)).toEqual(env);
    }),
    { numRuns: 60 },
  );
});

it('writes JSON that holds the same', () => {
  fc.assert(
    fc.property(environments, (env) => {
      expect(JSON.parse(envText('json', env))).toEqual(env);
    }),
  );
});

it('writes for $GITHUB_ENV what its rules read again', () => {
  fc.assert(
    fc.property(environments, (env) => {
      const lines = envText('github', env).split('\n');
      const read: Record<string, string> = {};
      for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
        const [, name, end] = /^(\w+)<<(MKCROSS_*)$/.exec(line) ?? [];
        if (name !== undefined) {
          const at = lines.indexOf(end ?? '');
          read[name] = lines
            .splice(0, at + 1)
            .slice(0, -1)
            .join('\n');
        } else if (line !== '') read[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
      }
      expect(read).toEqual(env);
    }),
  );
});

/** Values of the characters that shells and readers of files take for something else, far more often than by chance. */
const hostile = fc.string({
  unit: fc.constantFrom(...Array.from(' \t\n\r\u0001\u001B\u007F#$`\'"\\=:~{}()%!*?;&|<>nux0é\u{1F389}')),
  maxLength: 12,
});
const hostileEnvironments = fc.dictionary(names, hostile, { minKeys: 1, maxKeys: 8, noNullPrototype: true });

it.each([
  ['zsh', 'bash', ['-f', '-s']],
  ['bash', 'bash', ['-s']],
  ['fish', 'fish', ['--no-config', '-c', 'cat | source']],
] as const)('writes what %s reads again, whatever it takes for something else', (shell, format, args) => {
  fc.assert(
    fc.property(hostileEnvironments, (env) => {
      expect(parsedBy(shell, args, `${envText(format, env)}env -0\n`)).toEqual(env);
    }),
    { numRuns: 60, examples: [[{ MK_A: '=ls', MK_B: 'a:=ls', MK_C: '~', MK_D: '=' }]] },
  );
});

it('writes a dotenv file that Node and bash read again, and names what it cannot hold', () => {
  fc.assert(
    fc.property(hostileEnvironments, (env) => {
      const text = envText('dotenv', env);
      const [, omitted = ''] = /^# Not included.*: (.*)\.$/m.exec(text) ?? [];
      const left = new Set(omitted.split(', '));
      const held = Object.fromEntries(Object.entries(env).filter(([name]) => !left.has(name)));
      expect(parseEnv(text)).toEqual(held);
      expect(parsedBy('bash', ['-s'], `set -a\n${text}env -0\n`)).toEqual(held);
      // It holds whatever can be quoted without escapes.
      for (const name of left) if (name !== '') expect(env[name]).toMatch(/\r|'[^]*["\\$`]|["\\$`][^]*'/);
    }),
    { numRuns: 100, examples: [[{ MK_A: 'a\nb', MK_B: '"', MK_C: '$HOME', MK_D: '\\n', MK_E: `'"`, MK_F: '\r' }]] },
  );
});

it('writes a cargo configuration that TOML reads again', () => {
  fc.assert(
    fc.property(hostileEnvironments, (env) => {
      const { text } = cargoConfig(env, { triples: [], bin: '/p/bin' });
      expect(parse(text)).toEqual({
        env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, { value, force: true }])),
      });
    }),
  );
});

it('writes strings of nu', () => {
  // https://docs.rs/crate/nu-parser, tests/test_parser_unicode_escapes.rs
  expect(envText('nu', { A: '\u0001\\u0002\n' })).toContain(String.raw`"A": "\u{0001}\\u0002\n"`);
});

it('removes variables where a format can', () => {
  expect(envText('bash', {}, ['A', 'B'])).toBe('unset A\nunset B\n');
  expect(envText('fish', { B: '1' }, ['A'])).toBe("set -e A\nset -gx B '1'\n");
  expect(JSON.parse(envText('json', { B: '1' }, ['A']))).toEqual({ A: null, B: '1' });
  expect(envText('github', { B: '1' }, ['A'])).toBe('B=1\n');
});

it('is sorted by name, however the variables come', () => {
  expect(envText('bash', { B: '1', A: '2' })).toBe(envText('bash', { A: '2', B: '1' }));
});

it('writes a cargo configuration, and says what it cannot hold', () => {
  const env = {
    CARGO_BUILD_TARGET: 'x86_64-unknown-linux-musl',
    CARGO_HOME: '/p/.cargo',
    CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER: '/bin/musl-gcc',
    CARGO_TARGET_THUMBV8M_MAIN_NONE_EABI_RUNNER: 'qemu-arm -L /sys',
    CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUNNER: '/bin/qemu',
    CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUSTFLAGS: '-L native=/lib -C link-arg=-x',
    CC_x86_64_unknown_linux_musl: '/bin/musl-gcc',
    PATH: '/bin',
  };
  const { text, omitted } = cargoConfig(env, {
    triples: ['x86_64-unknown-linux-musl', 'thumbv8m.main-none-eabi'],
    bin: '/p/bin',
  });
  expect(omitted).toEqual(['CARGO_HOME', 'PATH']);
  expect(parse(text)).toEqual({
    build: { target: 'x86_64-unknown-linux-musl' },
    target: {
      'thumbv8m.main-none-eabi': { runner: ['/p/bin/qemu-arm', '-L', '/sys'] },
      'x86_64-unknown-linux-musl': {
        linker: '/bin/musl-gcc',
        runner: ['/bin/qemu'],
        rustflags: ['-L', 'native=/lib', '-C', 'link-arg=-x'],
      },
    },
    env: { CC_x86_64_unknown_linux_musl: { value: '/bin/musl-gcc', force: true } },
  });
  expect(text).toContain('CARGO_HOME, PATH');
});

it('fault 6: writes a table for a target that only a plugin knows', () => {
  const env = { CARGO_TARGET_X86_64_ACME_LINUX_MUSL_LINKER: '/bin/gcc', CARGO_TARGET_X86_64_OTHER_LINKER: '/bin/ld' };
  const { text } = cargoConfig(env, { triples: ['x86_64-acme-linux-musl'], bin: '/p/bin' });
  expect(parse(text)).toEqual({
    target: { 'x86_64-acme-linux-musl': { linker: '/bin/gcc' } },
    env: { CARGO_TARGET_X86_64_OTHER_LINKER: { value: '/bin/ld', force: true } },
  });
});

describe('a cargo configuration', () => {
  const config = (env: Readonly<Record<string, string>>) =>
    parse(cargoConfig(env, { triples: ['a-b-c'], bin: '/p/bin' }).text);
  it('has no tables without anything in them, and says that nothing is left out', () => {
    expect(config({})).toEqual({});
    expect(cargoConfig({}, { triples: [], bin: '' }).text).toContain('before any configuration: nothing.');
    expect(config({ CARGO_BUILD_TARGET: 'a-b-c' })).toEqual({ build: { target: 'a-b-c' } });
  });
  it('splits flags and runners at blanks, however many', () => {
    expect(config({ CARGO_TARGET_A_B_C_RUSTFLAGS: ' -a  -b ', CARGO_TARGET_A_B_C_RUNNER: ' wine  -x' })).toEqual({
      target: { 'a-b-c': { rustflags: ['-a', '-b'], runner: ['/p/bin/wine', '-x'] } },
    });
    expect(config({ CARGO_TARGET_A_B_C_RUSTDOCFLAGS: ' ' })).toEqual({ target: { 'a-b-c': { rustdocflags: [] } } });
  });
  it('leaves blanks in the path of a linker', () => {
    expect(config({ CARGO_TARGET_A_B_C_LINKER: '/a b/cc' })).toEqual({ target: { 'a-b-c': { linker: '/a b/cc' } } });
  });
  it.each([
    'XCARGO_TARGET_A_B_C_LINKER',
    'CARGO_TARGET_A_B_C_LINKER_X',
    'CARGO_TARGET_A_B_LINKER',
    'CARGO_TARGET__LINKER',
  ])('has in its environment what is no setting of a target: %s', (name) => {
    expect(config({ [name]: 'x' })).toEqual({ env: { [name]: { value: 'x', force: true } } });
  });
  it('is sorted', () => {
    const env = { C: '3', A: '1', B: '2' };
    expect(cargoConfig(env, { triples: [], bin: '' }).text.match(/^\[env\.\w/gm)).toEqual([
      '[env.A',
      '[env.B',
      '[env.C',
    ]);
  });
});

it.each([
  ['bash', "export A=''\nexport B='it'\\''s'\nexport C=/x:/y\nexport PATH=/a:/b\n"],
  ['fish', "set -gx A ''\nset -gx B 'it\\'s'\nset -gx C '/x:/y'\nset -gx PATH '/a' '/b'\n"],
  ['dotenv', 'A=\nB="it\'s"\nC=/x:/y\nPATH=/a:/b\n'],
  ['github', "A=\nB=it's\nC=/x:/y\nPATH=/a:/b\n"],
] as const)('writes for %s', (format, expected) => {
  expect(envText(format, { A: '', B: "it's", C: '/x:/y', PATH: '/a:/b' })).toBe(expected);
});

it('writes for nu what JSON is, with folders of PATH as a list, and hides variables first', () => {
  const [removal, , ...lines] = envText('nu', { A: '1', PATH: '/a:/b' }, ['X']).split('\n');
  expect(removal).toBe('hide-env --ignore-errors X');
  expect(lines.join('\n')).toContain('"A": "1"');
});

it.each([
  ['a\nb', 'V<<MKCROSS\na\nb\nMKCROSS\n'],
  ['a\rb', 'V<<MKCROSS\na\rb\nMKCROSS\n'],
  ['a\nMKCROSS\nMKCROSS_', 'V<<MKCROSS__\na\nMKCROSS\nMKCROSS_\nMKCROSS__\n'],
  ['', 'V=\n'],
])('ends the lines of %j for $GITHUB_ENV with a word that is not in them', (value, text) => {
  expect(envText('github', { V: value })).toBe(text);
});
