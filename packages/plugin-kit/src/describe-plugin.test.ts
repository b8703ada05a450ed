import { describePlugin, runBody } from '@mkcross/plugin-kit';

const plugin = {
  apiVersion: 1,
  meta: { id: 'a', package: 'a', summary: 'An example.' },
  scripts: { run: { body: 'echo' } },
};

/** What each conformance test says of a plugin: nothing if it passes. */
async function verdicts(
  tested: unknown,
  companions: readonly unknown[] = [],
): Promise<Readonly<Record<string, string>>> {
  const tests: [string, () => void | Promise<void>][] = [];
  describePlugin(
    { plugin: tested, folder: new URL('..', import.meta.url), companions },
    {
      describe: (title, body) => {
        expect(title).toBe('the plugin keeps the contract');
        body();
      },
      it: (title, body) => {
        tests.push([title, body]);
      },
    },
  );
  const results: Record<string, string> = {};
  for (const [title, body] of tests)
    results[title] = await Promise.resolve()
      .then(body)
      .then(
        () => '',
        (error: unknown) => String(error),
      );
  return results;
}

describe('describePlugin', () => {
  it('passes for a plugin that keeps the contract', async () => {
    expect(await verdicts(plugin)).toEqual({
      'matches the schema, and its references name what exists': '',
      'is equal to itself after a round trip through JSON': '',
      'has scripts that bash can read': '',
    });
  });

  it('reads scripts from files of the package', async () => {
    const said = await verdicts({ ...plugin, scripts: { run: { body: { file: 'package.json' } } } });
    expect(said['matches the schema, and its references name what exists']).toBe('');
    expect(said['has scripts that bash can read']).not.toBe('');
  });

  it('fails with every problem', async () => {
    const said = await verdicts({ ...plugin, meta: { id: 'a', package: 'a', summary: 1 }, extra: true });
    expect(said['matches the schema, and its references name what exists']).toBe(
      'Error: extra: schema is false\nmeta.summary: must be string',
    );
  });

  it('fails for what JSON loses', async () => {
    const said = await verdicts({ ...plugin, uses: undefined });
    expect(said['is equal to itself after a round trip through JSON']).toContain('JSON.stringify loses a part');
  });

  it('fails for a script that bash cannot read, with its place', async () => {
    const said = await verdicts({ ...plugin, scripts: { run: { body: 'if' } } });
    expect(said['has scripts that bash can read']).toMatch(/^Error: scripts\.run: .*syntax error/);
  });

  it('looks references up in companions, which may come from their sources', async () => {
    const b = { ...plugin, meta: { id: 'b', package: 'b', summary: 'B.' }, scripts: { s: { body: { file: 's.sh' } } } };
    const using = (script: string) => ({
      ...plugin,
      uses: ['b'],
      runners: [{ command: 'x', runs: { system: ['linux'] }, script, why: 'For tests.' }],
    });
    expect(Object.values(await verdicts(using('b/s'), [b]))).toEqual(['', '', '']);
    expect(Object.values(await verdicts(using('b/no'), [b]))[0]).toContain('there is no "no" in "scripts" of b');
    const invalid = { ...b, meta: { id: 'b' }, extra: () => 1 };
    expect(Object.values(await verdicts(using('b/no'), [invalid]))).toEqual(['', '', '']);
  });
});

describe('runBody', () => {
  it('gives a body its values, arguments and environment, and nothing else', async () => {
    const run = {
      values: { one: "it's", many: ['a b', "'"] },
      args: ['x'],
      env: { PATH: process.env['PATH'] ?? '', SET: '1' },
      cwd: '/',
    };
    const body = 'printf "%s|" "$one" "${many[@]}" "$0" "$@" "$SET" "${HOME-unset}" "$PWD"; echo problem >&2; exit 3';
    expect(await runBody(body, run)).toEqual({
      exitCode: 3,
      stdout: "it's|a b|'|script|x|1|unset|/|",
      stderr: 'problem',
    });
  });

  it('needs no more than the body', async () => {
    expect(await runBody('cat; echo "${HOME-unset}"')).toEqual({ exitCode: 0, stdout: 'unset', stderr: '' });
  });
});
