import {
  binary,
  bind,
  call,
  ifElse,
  inherit,
  lambda,
  letIn,
  list,
  name,
  namesIn,
  printFile,
  select,
  set,
  sortedSet,
  spaced,
  str,
  text,
  type Binding,
  type Nix,
} from './index.ts';

const [a, b, c] = [name('a'), name('b'), name('c')];
const printed = (expression: Nix) => printFile('x', expression).replace('# x\n', '').trimEnd();
/** A binding as it is printed in a set at the top. */
const bound = (...bindings: readonly Binding[]) =>
  printed(set(bindings)).replace(/^\{\n/, '').replace(/\}$/, '').replaceAll(/^ {2}/gm, '');
const long = (length: number) => 'x'.repeat(length);

test('a file begins with its comment and ends with a newline', () => {
  expect(printFile('Generated.', a)).toBe('# Generated.\na\n');
});

describe('what fits on a line', () => {
  test.each<[string, Nix]>([
    ['a', a],
    ['./x.nix', { kind: 'path', path: './x.nix' }],
    ['"a\\"${b}"', str('a"', b)],
    ['"\\${a}$b$\\${c}"', str('${a}$b$${c}')],
    ['"\\$${a}"', str('$', a)],
    ['a.b.c', select(a, ['b', 'c'])],
    ['a."b.c"."1"."in"', select(a, ['b.c', '1', 'in'])],
    ['a.${b}', select(a, [b])],
    ['a.b or c', select(a, ['b'], c)],
    ['a.b or (a.c or b)', select(a, ['b'], select(a, ['c'], b))],
    ['(a b).c', select(call(a, b), ['c'])],
    ['a b c', call(a, b, c)],
    ['a (b c) "d"', call(a, call(b, c), str('d'))],
    ['a (b.c or c)', call(a, select(b, ['c'], c))],
    ['a b.c [ ] { }', call(a, select(b, ['c']), list([]), set([]))],
    ['a (b: c)', call(a, lambda('b', c))],
    ['[ ]', list([])],
    ['[ a ]', list([a])],
    ['[ (a b) ]', list([call(a, b)])],
    ['{ }', set([])],
    ['a == b', binary(a, '==', b)],
    ['a b != (c: a)', binary(call(a, b), '!=', lambda('c', a))],
    ['a ++ b ++ c', binary(a, '++', binary(b, '++', c))],
    ['(a ++ b) ++ c', binary(binary(a, '++', b), '++', c)],
    ['a + b + c', binary(binary(a, '+', b), '+', c)],
    ['a // (b == c)', binary(a, '//', binary(b, '==', c))],
    ['a || (b == c)', binary(a, '||', binary(b, '==', c))],
    ['a // b.c or c', binary(a, '//', select(b, ['c'], c))],
    ['if a then b else c', ifElse(a, b, c)],
  ])('%s', (expected, expression) => {
    expect(printed(expression)).toBe(expected);
  });
});

describe('what takes several lines', () => {
  test.each<[string, string, Nix]>([
    ['a set', '{\n  a = b;\n  b.c = a;\n}', set([bind(['a'], b), bind(['b', 'c'], a)])],
    ['a list', '[\n  a\n  (b c)\n  [\n    a\n    b\n  ]\n]', list([a, call(b, c), list([a, b])])],
    ['let', 'let\n  a = b;\nin\na', letIn([bind(['a'], b)], a)],
    ['let without anything', 'a', letIn([], a)],
    ['a function of a value', 'a:\nb', lambda('a', b)],
    ['functions of values', 'a: b:\nc', lambda('a', lambda('b', c))],
    ['a function that gives a set', 'a: {\n  b = c;\n}', lambda('a', set([bind(['b'], c)]))],
    ['a function that gives an empty set', 'a:\n{ }', lambda('a', set([]))],
    ['a function of attributes', '{ a, b }:\nc', lambda({ names: ['a', 'b'], open: false }, c)],
    ['an open function', '{ a, ... }:\n{\n  b = c;\n}', lambda({ names: ['a'], open: true }, set([bind(['b'], c)]))],
    ['a function of anything', '{ ... }:\na', lambda({ names: [], open: true }, a)],
    ['a function of nothing', '{ }:\na', lambda({ names: [], open: false }, a)],
    [
      'a function of many attributes',
      '{\n  a,\n  b,\n  c,\n  ...\n}:\na',
      lambda({ names: ['a', 'b', 'c'], open: true }, a),
    ],
    [
      'an attribute with a default',
      '{\n  a ? b.c,\n}:\na',
      lambda({ names: [{ name: 'a', default: select(b, ['c']) }], open: false }, a),
    ],
    ['the last argument', 'a b {\n  c = a;\n}', call(a, b, set([bind(['c'], a)]))],
    ['a list as the last argument', 'a [\n  b\n  c\n]', call(a, list([b, c]))],
    ['a function as the last argument', 'a (\n  b: {\n    c = a;\n  }\n)', call(a, lambda('b', set([bind(['c'], a)])))],
    ['a choice of sets', 'if a then\n  {\n    b = c;\n  }\nelse\n  c', ifElse(a, set([bind(['b'], c)]), c)],
    [
      'a choice of several',
      'if a then\n  [\n    b\n    c\n  ]\nelse if b then c else a',
      ifElse(a, list([b, c]), ifElse(b, c, a)),
    ],
    [
      'a long choice',
      `if ${long(44)} then
  ${long(40)}
else
  a`,
      ifElse(name(long(44)), name(long(40)), a),
    ],
    ['one that fits', `if ${long(43)} then ${long(40)} else a`, ifElse(name(long(43)), name(long(40)), a)],
    ['a text', "''\n  a\n  b\n''", text('a\nb\n')],
    ['a text with empty lines', "''\n  a\n\n  b\n''", text('a\n\nb\n')],
    ['a text with values', "''\n  a ${b} c\n  ${a}\n''", text('a ', b, ' c\n', a, '\n')],
    ['a text without a newline at its end', '"a\\nb"', text('a\nb')],
  ])('%s', (_, expected, expression) => {
    expect(printed(expression)).toBe(expected);
  });

  test.each<[string, string]>([
    ["it's", "it's"],
    ["a''b", "a'''b"],
    ['$a', '$a'],
    ['${a}', "''${a}"],
    ["'$a", "''\\'$a"],
    ["'\t", "''\\'''\\t"],
    ['\ta', "''\\ta"],
    ['a\r', "a''\\r"],
    [' a', "''\\ a"],
    ['a b', 'a b'],
    ['  ', "''\\  "],
  ])('a line of a text that Nix would read in another way: %j', (line, written) => {
    expect(printed(text(`${line}\n`))).toBe(`''\n  ${written}\n''`);
  });
  test('indentation counts only in the first line, and in lines of blanks', () => {
    expect(printed(text('a\n b\n  \n'))).toBe("''\n  a\n   b\n  ''\\  \n''");
    expect(printed(text('\n b\n'))).toBe("''\n\n  ''\\ b\n''");
    expect(printed(text(' ', a, '\n b\n'))).toBe("''\n  ''\\ ${a}\n   b\n''");
    expect(printed(text('a\n ', a, '\n'))).toBe("''\n  a\n   ${a}\n''");
  });
  test('what stands before a value is not joined with it', () => {
    expect(printed(text('$', a, '\n'))).toBe("''\n  ''$${a}\n''");
    expect(printed(text("'", a, '\n'))).toBe("''\n  ''\\'${a}\n''");
    expect(printed(text("$\n'\n", a, '\n'))).toBe("''\n  $\n  '\n  ${a}\n''");
  });
});

describe('bindings', () => {
  test('have their comment above them, and an empty line above that', () => {
    expect(bound(bind(['a'], b, 'Why.'))).toBe('# Why.\na = b;\n');
    expect(bound(bind(['a'], b), spaced(bind(['b'], c, 'Why.')))).toBe('a = b;\n\n# Why.\nb = c;\n');
    expect(bound(bind(['a'], b), spaced(inherit(['c'])))).toBe('a = b;\ninherit c;\n');
  });
  test('inherit sorted names', () => {
    expect(bound(inherit(['b', 'a']))).toBe('inherit a b;\n');
    expect(bound(inherit(['b'], a))).toBe('inherit (a) b;\n');
    expect(bound(inherit(['d', 'c', 'b', 'a'], a))).toBe('inherit (a)\n  a\n  b\n  c\n  d\n  ;\n');
    expect(bound(inherit(['b', 'a', 'c']))).toBe('inherit a b c;\n');
    // 100 columns, with an indentation of two and the semicolon.
    expect(bound(inherit([long(89)]))).toBe(`inherit ${long(89)};\n`);
    expect(bound(inherit([long(90)]))).toBe(`inherit\n  ${long(90)}\n  ;\n`);
  });
  test('of a record are sorted', () => {
    expect(printed(sortedSet({ b, a, c }))).toBe('{\n  a = a;\n  b = b;\n  c = c;\n}');
  });
  test.each<[string, string, Nix]>([
    ['a list', 'v = [ a ];', list([a])],
    ['a long list', 'v = [\n  a\n  b\n];', list([a, b])],
    ['a set', 'v = {\n  a = b;\n};', set([bind(['a'], b)])],
    ['a text', "v = ''\n  a\n'';", text('a\n')],
    ['a short choice', 'v =\n  if a then b else c;', ifElse(a, b, c)],
    [
      'a choice of lists',
      'v =\n  if a then\n    [\n      b\n      c\n    ]\n  else\n    c;',
      ifElse(a, list([b, c]), c),
    ],
    ['a function', 'v = a: b;', lambda('a', b)],
    ['a function of a set', 'v = a: {\n  b = c;\n};', lambda('a', set([bind(['b'], c)]))],
    ['let', 'v =\n  let\n    a = b;\n  in\n  a;', letIn([bind(['a'], b)], a)],
    ['an operator', 'v = a // b;', binary(a, '//', b)],
    ['a selection with another', 'v = a.b or c;', select(a, ['b'], c)],
  ])('show %s', (_, expected, value) => {
    expect(bound(bind(['v'], value))).toBe(`${expected}\n`);
  });
  test('put a value on a line of its own where it does not fit', () => {
    // "v = " and ";" leave 95 columns for a name: the indentation does not count.
    expect(bound(bind(['v'], name(long(95))))).toBe(`v = ${long(95)};\n`);
    expect(bound(bind(['v'], name(long(96))))).toBe(`v =\n  ${long(96)};\n`);
    const choice = select(a, ['b'], name(long(87)));
    expect(bound(bind(['v'], choice))).toBe(`v =\n  a.b or ${long(87)};\n`);
    expect(bound(bind(['v'], select(a, ['b'], name(long(86)))))).toBe(`v = a.b or ${long(86)};\n`);
    expect(bound(bind(['v'], call(name(long(95)), b)))).toBe(`v = ${long(95)} b;\n`);
    expect(bound(bind(['v'], call(name(long(91)), list([]))))).toBe(`v = ${long(91)} [ ];\n`);
    expect(bound(bind(['v'], call(name(long(92)), list([]))))).toBe(`v =\n  ${long(92)} [ ];\n`);
    expect(bound(bind(['v'], str(long(120))))).toBe(`v = "${long(120)}";\n`);
  });
  test('behind a name in quotes break earlier', () => {
    expect(bound(bind(['v.w'], str('a')))).toBe('"v.w" = "a";\n');
    expect(bound(bind(['v.w'], str(long(89))))).toBe(`"v.w" = "${long(89)}";\n`);
    expect(bound(bind(['v.w'], str(long(90))))).toBe(`"v.w" =\n  "${long(90)}";\n`);
    expect(bound(bind(['v.w'], call(name(long(100)), b)))).toBe(`"v.w" =\n  ${long(100)} b;\n`);
  });
});

test('the names in an expression are those of its parts, wherever they are', () => {
  const d = name('d');
  const of = (expression: Nix) => [...namesIn(expression)].toSorted();
  expect(of({ kind: 'path', path: './a' })).toEqual([]);
  expect(of(binary(a, '+', b))).toEqual(['a', 'b']);
  expect(of(call(a, b, c))).toEqual(['a', 'b', 'c']);
  expect(of(ifElse(a, b, c))).toEqual(['a', 'b', 'c']);
  expect(of(lambda('x', a))).toEqual(['a']);
  expect(of(letIn([bind(['x'], a)], b))).toEqual(['a', 'b']);
  expect(of(list([a, b]))).toEqual(['a', 'b']);
  expect(of(select(a, ['x', b], c))).toEqual(['a', 'b', 'c']);
  expect(of(select(a, ['x']))).toEqual(['a']);
  expect(of(set([bind(['x'], a), inherit(['b', 'c']), inherit(['x'], d)]))).toEqual(['a', 'b', 'c', 'd']);
  expect(of(str('x', a))).toEqual(['a']);
  expect(of(text('x', a, '\n'))).toEqual(['a']);
});

test('texts are joined, and empty ones left out', () => {
  expect(str('a', '', 'b', c, '', '$', '{d}')).toEqual({ kind: 'string', parts: ['ab', c, '${d}'] });
  expect(str('')).toEqual({ kind: 'string', parts: [] });
});

test.each<Nix>([letIn([bind(['a'], b)], a), ifElse(a, b, c), text('a\n'), list([a, b]), set([bind(['a'], b)])])(
  'what cannot be on one line is a mistake of the caller: %#',
  (expression) => {
    expect(() => printed(binary(a, '==', expression))).toThrow(`a ${expression.kind} does not fit on one line`);
  },
);
