import {
  coreFindings,
  defineFinding,
  describeFinding,
  findingsOf,
  isFinding,
  MkcrossError,
  placeText,
  throwIfErrors,
} from '@mkcross/core';
import * as Type from 'typebox';

const findings = {
  SYNTAX: defineFinding({
    code: 'SYNTAX',
    title: 'Invalid syntax',
    cause: 'A quote is missing.',
    example: "a = 'b",
    fix: 'Add it.',
    data: Type.Object({ reason: Type.String(), nearest: Type.Optional(Type.String()) }),
    message: ({ reason, nearest }) => `Invalid: ${reason}.${nearest === undefined ? '' : ` Did you mean ${nearest}?`}`,
    hint: () => 'Correct it.',
  }),
  UNUSED: defineFinding({
    code: 'UNUSED',
    severity: 'warning',
    title: 'Unused files',
    cause: 'Nothing reads them.',
    example: 'a',
    fix: 'Remove them.',
    data: Type.Object({ files: Type.Array(Type.String()) }),
    message: ({ files }) => `Unused: ${files.join(', ')}.`,
    hint: ({ files }) => `Run "rm ${files.join(' ')}".`,
  }),
};

const error = findings.SYNTAX({ reason: 'a quote is missing' }, { file: 'mkcross.toml', line: 3, column: 7 });
const warning = findings.UNUSED({ files: ['a', 'b'] });

describe('a finding', () => {
  it('is plain JSON: code, severity, data and place, and no text', () => {
    expect(error).toStrictEqual({
      code: 'SYNTAX',
      severity: 'error',
      data: { reason: 'a quote is missing' },
      where: { file: 'mkcross.toml', line: 3, column: 7 },
    });
    expect(warning).toStrictEqual({ code: 'UNUSED', severity: 'warning', data: { files: ['a', 'b'] } });
    expect(error.where && placeText(error.where)).toBe('mkcross.toml:3:7');
  });

  it('does not have what was given as undefined', () => {
    expect(findings.SYNTAX({ reason: 'x', nearest: undefined })).toStrictEqual(findings.SYNTAX({ reason: 'x' }));
  });

  it('is recognised when it is read back', () => {
    expect(isFinding(JSON.parse(JSON.stringify(error)))).toBe(true);
    expect(isFinding(warning)).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['a text', 'SYNTAX'],
    ['an empty object', {}],
    ['without a code', { ...error, code: undefined }],
    ['with another severity', { ...error, severity: 'note' }],
    ['without data', { ...error, data: undefined }],
    ['with null as data', { ...error, data: null }],
  ])('is not %s', (_, value) => {
    expect(isFinding(value)).toBe(false);
  });

  it('has a place as far as it is known', () => {
    expect(placeText({ file: 'a' })).toBe('a');
    expect(placeText({ file: 'a', line: 2 })).toBe('a:2');
  });
});

describe('the text of a finding', () => {
  it('is made from its data', () => {
    expect(describeFinding(findings, warning)).toEqual({ message: 'Unused: a, b.', hint: 'Run "rm a b".' });
    expect(describeFinding(findings, findings.SYNTAX({ reason: 'x', nearest: 'y' })).message).toBe(
      'Invalid: x. Did you mean y?',
    );
  });

  it('is the data as JSON where the code is unknown', () => {
    for (const code of ['OTHER', 'toString'])
      expect(describeFinding(findings, { code, data: { a: [1] } })).toEqual({
        message: `${code} {"a":[1]}`,
        hint: 'This version of mkcross has no text for this code. Run "npm install --save-dev mkcross@latest".',
      });
  });
});

describe('a definition', () => {
  it('has a JSON Schema of its data', () => {
    expect(JSON.parse(JSON.stringify(findings.SYNTAX.data))).toEqual({
      type: 'object',
      required: ['reason'],
      properties: { reason: { type: 'string' }, nearest: { type: 'string' } },
    });
  });

  it('is listed under its code', () => {
    for (const [key, { code }] of Object.entries(coreFindings)) expect(code).toBe(key);
  });
});

describe('MkcrossError', () => {
  it('is thrown for errors, not for warnings', () => {
    expect(() => {
      throwIfErrors([warning]);
    }).not.toThrow();
    expect(() => {
      throwIfErrors([warning, error]);
    }).toThrow(MkcrossError);
    expect(() => {
      throwIfErrors([error]);
    }).toThrow('SYNTAX {"reason":"a quote is missing"}');
  });

  it('is recognised by what it carries, whatever copy of the package made it', () => {
    expect(findingsOf({ name: 'MkcrossError', findings: [error] })).toEqual([error]);
    expect(findingsOf({ name: 'MkcrossError', findings: [error, 'text'] })).toEqual([error]);
  });

  it('has the code of its first finding, and a line for each', () => {
    const thrown = new MkcrossError([error, warning]);
    expect(thrown).toMatchObject({ name: 'MkcrossError', code: 'SYNTAX', findings: [error, warning] });
    expect(thrown.message).toBe('SYNTAX {"reason":"a quote is missing"}\nUNUSED {"files":["a","b"]}');
    expect(findingsOf(thrown)).toEqual([error, warning]);
  });

  it.each([
    ['another error', new Error('other')],
    ['an error of another name', { name: 'Error', findings: [error] }],
    ['an object without a name', { findings: [error] }],
    ['one without findings', { name: 'MkcrossError' }],
    ['one with other findings', { name: 'MkcrossError', findings: 'none' }],
    ['null', null],
    ['undefined', undefined],
    ['a text', 'MkcrossError'],
  ])('is not %s', (_, thrown) => {
    expect(findingsOf(thrown)).toBeUndefined();
  });
});
