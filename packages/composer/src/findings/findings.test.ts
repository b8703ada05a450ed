import { composerFindings, parseToolchain } from '@mkcross/composer';
import { describeFinding } from '@mkcross/core';

it('the text of a conflict shows both sides and the line that settles it', () => {
  const finding = composerFindings.ENV_CONFLICT({
    name: 'CC_x',
    sides: [
      { owner: 'a', value: 'set "one"' },
      { owner: 'longer', value: 'set "two"' },
    ],
    settle: '[env]  CC_x = "…"',
  });
  const { message, hint } = describeFinding(composerFindings, finding);
  expect(message).toBe('CC_x is set to different values:\n  a       set "one"\n  longer  set "two"');
  expect(hint).toContain('[env]  CC_x = "…"');
});

it('a finding that is caused by another has the text of both', () => {
  const { found } = parseToolchain('[toolchain]\ntargets = "musl"\n');
  expect(found).toMatchObject([
    { code: 'TOOLCHAIN_FILE_INVALID', data: { cause: { code: 'CONFIG_WRONG_TYPE' } }, where: { line: 2 } },
  ]);
  expect(found.map((finding) => describeFinding(composerFindings, finding).message)).toEqual([
    expect.stringMatching(/^Invalid rust-toolchain.toml: toolchain.targets must be .*, found .*\.$/),
  ]);
});
