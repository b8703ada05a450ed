import type { Finding } from '@mkcross/core';
import { findings } from '../findings/index.ts';

/** A file with its marked block as it is to be; without text, the file is not to be there. */
export interface EditedFile {
  readonly text?: string;
}

const end = '# <<< mkcross';
const isStart = (line: string) => /^# >>> mkcross( |$)/.test(line);
// A file of which nothing is left goes only if mkcross made it, which its block remembers.
const startOfNewFile = '# >>> mkcross made this file';
const startOfBlock = '# >>> mkcross';

const eolOf = (line: string) => (line.endsWith('\r\n') ? '\r\n' : '\n');
const contentOf = (line: string) => line.replace(/\r?\n$/, '').trimEnd();

/**
 * Gives a file's marked block the lines that `wanted` chooses, knowing those outside of it; without lines, takes the
 * block out. Every other byte stays: line ends are the file's, and a last line without one stays without.
 */
export function editBlock(
  file: string,
  text: string | undefined,
  wanted: (outside: readonly string[]) => readonly string[],
): EditedFile | Finding {
  const lines = text?.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const block = findBlock(file, lines);
  if (block !== undefined && 'code' in block) return block;
  const { start, stop } = block ?? { start: lines.length, stop: lines.length };
  const before = lines.slice(0, start);
  const after = lines.slice(stop);
  const inner = wanted([...before, ...after].map(contentOf));
  if (block === undefined) return inner.length === 0 ? unedited(text) : { text: appended(text, lines, inner) };
  const [first = '', ...rest] = lines.slice(start, stop);
  const eol = eolOf(first);
  if (inner.length > 0)
    return { text: [...before, first, ...inner.map((line) => line + eol), rest.at(-1) ?? '', ...after].join('') };
  if (before.length + after.length === 0 && lines[0]?.startsWith(startOfNewFile) === true) return {};
  // Where the block's end is the end of the file, with no line end, the line before it had none.
  const bare = after.length === 0 && lines.at(-1)?.endsWith('\n') === false;
  const left = [...before, ...after].join('');
  return { text: bare && left.endsWith(eol) ? left.slice(0, -eol.length) : left };
}

const unedited = (text: string | undefined): EditedFile => (text === undefined ? {} : { text });

function appended(text: string | undefined, lines: readonly string[], inner: readonly string[]): string {
  const eol = eolOf(lines[0] ?? '');
  const block = [text === undefined ? startOfNewFile : startOfBlock, ...inner, end].join(eol);
  if (text === undefined || text === '' || text.endsWith('\n')) return `${text ?? ''}${block}${eol}`;
  return `${text}${eol}${block}`;
}

/** Where the block is, its marks included; undefined if there is none. */
function findBlock(
  file: string,
  lines: readonly string[],
): { readonly start: number; readonly stop: number } | Finding | undefined {
  const marks = lines
    .map((line, index) => ({ content: contentOf(line), index }))
    .filter(({ content }) => isStart(content) || content === end);
  const [first, second, third] = marks;
  if (first === undefined) return undefined;
  const malformed = (index: number, problem: string) =>
    findings.BLOCK_MALFORMED({ file, problem }, { file, line: index + 1 });
  if (!isStart(first.content)) return malformed(first.index, `"${end}" ends a block that does not begin`);
  if (second?.content !== end) return malformed(first.index, `the block of mkcross begins and has no "${end}"`);
  if (third !== undefined) return malformed(third.index, 'a second block of mkcross follows the first');
  return { start: first.index, stop: second.index + 1 };
}
