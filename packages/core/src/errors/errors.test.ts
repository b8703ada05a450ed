import { findings, findingsOf, MkcrossError, placeText, throwIfErrors } from '@mkcross/core';

describe('findings', () => {
  it('are known by the code under which they are listed', () => {
    for (const [key, kind] of Object.entries(findings)) expect(kind.code).toBe(key);
  });

  it('carry code, severity, wording and place', () => {
    const finding = findings.TOML_SYNTAX(
      { reason: 'a quote is missing' },
      { file: 'mkcross.toml', line: 3, column: 7 },
    );
    expect(finding).toMatchObject({
      code: 'TOML_SYNTAX',
      severity: 'error',
      message: 'The file is not valid TOML: a quote is missing.',
    });
    expect(finding.where && placeText(finding.where)).toBe('mkcross.toml:3:7');
  });

  it('show both sides of a conflict and the line that settles it', () => {
    const { message, hint } = findings.ENV_CONFLICT({
      name: 'CC_x',
      sides: [
        { owner: 'a', value: 'set "one"' },
        { owner: 'longer', value: 'set "two"' },
      ],
      settle: '[env]  CC_x = "…"',
    });
    expect(message).toBe('CC_x is set to different values:\n  a       set "one"\n  longer  set "two"');
    expect(hint).toContain('[env]  CC_x = "…"');
  });
});

describe('MkcrossError', () => {
  const error = findings.TOML_SYNTAX({ reason: 'x' });
  const warning = findings.NOT_TRACKED({ files: ['flake.nix'] });

  it('is thrown for errors, not for warnings', () => {
    expect(() => {
      throwIfErrors([warning]);
    }).not.toThrow();
    expect(() => {
      throwIfErrors([warning, error]);
    }).toThrow(MkcrossError);
  });

  it('is recognised by what it carries, whatever copy of the package made it', () => {
    expect(findingsOf({ name: 'MkcrossError', findings: [error] })).toEqual([error]);
    expect(findingsOf(new Error('other'))).toBeUndefined();
    expect(findingsOf(null)).toBeUndefined();
  });
});
