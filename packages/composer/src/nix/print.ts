import { escapeString, escapeTextLine, isIdentifier } from './escape.ts';
import type { AttributeName, Binding, Nix, Parameter, ParameterName, StringPart } from './expression.ts';

/** The width that nixfmt keeps. */
const WIDTH = 100;

/** A whole file as nixfmt lays it out, after a comment. */
export function printFile(comment: string, expression: Nix): string {
  return `# ${comment}\n${print(expression, '')}\n`;
}

/** An expression whose first line goes on where the printer stands, and whose further lines are indented by `indent`. */
function print(expression: Nix, indent: string): string {
  const inner = `${indent}  `;
  switch (expression.kind) {
    case 'set':
      return expression.bindings.length === 0 ? '{ }' : `{\n${printBindings(expression.bindings, inner)}${indent}}`;
    case 'list':
      return printList(expression.items, indent);
    case 'text':
      return printText(expression.parts, indent);
    case 'let':
      return `let\n${printBindings(expression.bindings, inner)}${indent}in\n${indent}${print(expression.body, indent)}`;
    case 'if':
      return printIf(expression, indent);
    case 'lambda':
      return printLambda(expression, indent);
    case 'call':
      return printCall(expression.fn, expression.args, indent);
    default:
      return flat(expression);
  }
}

/** An expression on one line; what nixfmt always spreads over several is a programmer's mistake here. */
function flat(expression: Nix): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'path':
      return expression.path;
    case 'string':
      return `"${expression.parts.map((part, index, all) => inString(part, typeof all[index + 1] === 'object')).join('')}"`;
    case 'select': {
      const path = expression.path.map((part) => `.${attributeName(part)}`).join('');
      return `${atom(expression.from)}${path}${expression.or === undefined ? '' : ` or ${atom(expression.or)}`}`;
    }
    case 'call':
      return [expression.fn, ...expression.args].map(atom).join(' ');
    case 'binary':
      return `${operand(expression.left, expression.operator === '+' ? '+' : undefined)} ${expression.operator} ${operand(expression.right, expression.operator)}`;
    case 'lambda':
      return `${printParameter(expression.parameter, '')}: ${flat(expression.body)}`;
    case 'list':
      if (expression.items.length < 2)
        return expression.items[0] === undefined ? '[ ]' : `[ ${atom(expression.items[0])} ]`;
      break;
    case 'set':
      if (expression.bindings.length === 0) return '{ }';
      break;
    case 'if':
    case 'let':
    case 'text':
      break;
  }
  throw new Error(`a ${expression.kind} does not fit on one line`);
}

const isFlat = (expression: Nix): boolean => {
  switch (expression.kind) {
    case 'name':
    case 'path':
    case 'string':
      return true;
    case 'select':
      return isFlat(expression.from) && (expression.or === undefined || isFlat(expression.or));
    case 'call':
      return [expression.fn, ...expression.args].every(isFlat);
    case 'binary':
      return isFlat(expression.left) && isFlat(expression.right);
    case 'lambda':
      return (
        isFlat(expression.body) &&
        (typeof expression.parameter === 'string' ||
          (expression.parameter.names.length < 3 && expression.parameter.names.every((one) => typeof one === 'string')))
      );
    case 'list':
      return expression.items.length < 2 && expression.items.every(isFlat);
    case 'set':
      return expression.bindings.length === 0;
    default:
      return false;
  }
};

/** An expression as an argument: in parentheses unless it is one term. */
function atom(expression: Nix): string {
  const bare =
    ['list', 'name', 'path', 'set', 'string'].includes(expression.kind) ||
    (expression.kind === 'select' && expression.or === undefined);
  return bare ? flat(expression) : `(${flat(expression)})`;
}

/** A side of an operator; another use of the same operator needs no parentheses there if it groups that way. */
function operand(expression: Nix, grouping: string | undefined): string {
  const bare =
    expression.kind === 'call' ||
    expression.kind === 'select' ||
    (expression.kind === 'binary' && expression.operator === grouping);
  return bare ? flat(expression) : atom(expression);
}

function inString(part: StringPart, beforeInterpolation: boolean): string {
  return typeof part === 'string' ? escapeString(part, beforeInterpolation) : `\${${flat(part)}}`;
}

function attributeName(part: AttributeName): string {
  if (typeof part === 'object') return `\${${flat(part)}}`;
  return isIdentifier(part) ? part : `"${escapeString(part, false)}"`;
}

const isFilledSet = (expression: Nix): boolean => expression.kind === 'set' && expression.bindings.length > 0;

/** Simple parameters of one function share a line, and a set begins on it. */
function printLambda({ parameter, body }: Extract<Nix, { kind: 'lambda' }>, indent: string): string {
  const isAbsorbed =
    typeof parameter === 'string' &&
    ((body.kind === 'lambda' && typeof body.parameter === 'string') || isFilledSet(body));
  return `${printParameter(parameter, indent)}:${isAbsorbed ? ' ' : `\n${indent}`}${print(body, indent)}`;
}

const parameterName = (one: ParameterName): string =>
  typeof one === 'string' ? one : `${one.name} ? ${flat(one.default)}`;

function printParameter(parameter: Parameter, indent: string): string {
  if (typeof parameter === 'string') return parameter;
  const names = [...parameter.names.map(parameterName), ...(parameter.open ? ['...'] : [])];
  const isShort = parameter.names.length < 3 && parameter.names.every((one) => typeof one === 'string');
  if (isShort) return names.length === 0 ? '{ }' : `{ ${names.join(', ')} }`;
  return `{\n${names.map((one) => `${indent}  ${one}${one === '...' ? '' : ','}\n`).join('')}${indent}}`;
}

/** Only the last argument may take several lines; nixfmt lets it open on the line of the function. */
function printCall(fn: Nix, args: readonly Nix[], indent: string): string {
  const last = args.at(-1);
  if (last === undefined || isFlat(last)) return [fn, ...args].map(atom).join(' ');
  const before = [fn, ...args.slice(0, -1)].map(atom).join(' ');
  if (['list', 'set', 'text'].includes(last.kind)) return `${before} ${print(last, indent)}`;
  return `${before} (\n${indent}  ${print(last, `${indent}  `)}\n${indent})`;
}

function printList(items: readonly Nix[], indent: string): string {
  const [only] = items;
  if (only === undefined) return '[ ]';
  if (items.length === 1 && isFlat(only)) return `[ ${atom(only)} ]`;
  return `[\n${items.map((item) => `${indent}  ${isFlat(item) ? atom(item) : print(item, `${indent}  `)}\n`).join('')}${indent}]`;
}

function printIf({ condition, then, otherwise }: Extract<Nix, { kind: 'if' }>, indent: string): string {
  const parts = [condition, then, otherwise];
  const oneLine = parts.every(isFlat) ? `if ${flat(condition)} then ${flat(then)} else ${flat(otherwise)}` : undefined;
  if (oneLine !== undefined && oneLine.length < WIDTH) return oneLine;
  const inner = `${indent}  `;
  const head = `if ${flat(condition)} then\n${inner}${print(then, inner)}\n${indent}else`;
  return otherwise.kind === 'if'
    ? `${head} ${printIf(otherwise, indent)}`
    : `${head}\n${inner}${print(otherwise, inner)}`;
}

function printText(parts: readonly StringPart[], indent: string): string {
  const inner = `${indent}  `;
  let line = '';
  let lines = '';
  let started = false;
  parts.forEach((part, index) => {
    if (typeof part === 'object') {
      line += `\${${flat(part)}}`;
      return;
    }
    const pieces = part.split('\n');
    pieces.forEach((piece, at) => {
      const ends = at < pieces.length - 1;
      const beforeInterpolation = !ends && typeof parts[index + 1] === 'object';
      line += escapeTextLine(piece, line === '' && !started, beforeInterpolation);
      if (!ends) return;
      if (line !== '') started = true;
      lines += line === '' ? '\n' : `${inner}${line}\n`;
      line = '';
    });
  });
  return `''\n${lines}${indent}''`;
}

const isOneTerm = (expression: Nix | undefined): boolean =>
  expression?.kind === 'name' ||
  expression?.kind === 'string' ||
  (expression?.kind === 'select' && expression.or === undefined);

function printBindings(bindings: readonly Binding[], indent: string): string {
  return bindings.map((binding) => printBinding(binding, indent)).join('');
}

function printBinding(binding: Binding, indent: string): string {
  if (binding.kind === 'inherit') {
    const from = binding.from === undefined ? '' : ` (${flat(binding.from)})`;
    const oneLine = `${indent}inherit${from} ${binding.names.map(attributeName).join(' ')};\n`;
    if (oneLine.length <= WIDTH + 1 && binding.names.length < 4) return oneLine;
    return `${indent}inherit${from}\n${binding.names.map((one) => `${indent}  ${attributeName(one)}\n`).join('')}${indent}  ;\n`;
  }
  const comment = binding.comment === undefined ? '' : `${indent}# ${binding.comment}\n`;
  const head = `${indent}${binding.path.map(attributeName).join('.')} =`;
  return `${binding.spaced === true ? '\n' : ''}${comment}${head}${printValue(binding.value, head, indent)};\n`;
}

/** The value of a binding: behind the `=` where nixfmt lets it start there, else on a line of its own. */
function printValue(value: Nix, head: string, indent: string): string {
  const below = () => `\n${indent}  ${print(value, `${indent}  `)}`;
  // Behind a name in quotes nixfmt breaks a line that it leaves alone behind a bare one.
  const isQuoted = head.trimStart().startsWith('"');
  if (value.kind === 'string') {
    const text = flat(value);
    return isQuoted && head.length - indent.length + text.length + 2 > WIDTH ? below() : ` ${text}`;
  }
  const isBare = ['call', 'name'].includes(value.kind) || (value.kind === 'select' && value.or === undefined);
  if (value.kind === 'call' && !isQuoted && isFlat(value) && isOneTerm(value.args.at(-1))) return ` ${flat(value)}`;
  if (isBare && isFlat(value)) {
    // For these nixfmt measures without the indentation.
    const oneLine = `${head} ${flat(value)};`;
    return oneLine.length - indent.length <= WIDTH ? ` ${flat(value)}` : below();
  }
  if (isFlat(value) && value.kind !== 'lambda') {
    const oneLine = ` ${flat(value)}`;
    return head.length + oneLine.length < WIDTH ? oneLine : below();
  }
  if (value.kind === 'lambda' && isFlat(value) && head.length + flat(value).length + 1 < WIDTH)
    return ` ${flat(value)}`;
  if (value.kind === 'lambda' && isFilledSet(value.body)) return ` ${print(value, indent)}`;
  if (['if', 'lambda', 'let'].includes(value.kind)) return below();
  const printed = ` ${print(value, indent)}`;
  const [firstLine = ''] = printed.split('\n', 1);
  return isQuoted && head.length + firstLine.length > WIDTH ? below() : printed;
}
