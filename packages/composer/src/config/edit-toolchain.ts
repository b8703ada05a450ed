import type { Finding } from '@mkcross/core';
import { parseTOML, type AST } from 'toml-eslint-parser';
import { findings } from '../findings/index.ts';
import { isFinding, parseToml } from './toml-file.ts';

/** The lists of rust-toolchain.toml that mkcross adds to. */
export type ToolchainList = 'components' | 'targets';

/** Adds names to a list of rust-toolchain.toml. Every other byte, comments and order included, stays as it is. */
export function addToToolchain(
  text: string,
  list: ToolchainList,
  names: readonly string[],
): { readonly text: string; readonly added: readonly string[] } | Finding {
  const parsed = parseToml(text, 'rust-toolchain.toml');
  if (isFinding(parsed)) return parsed;
  const file = { file: 'rust-toolchain.toml' };
  const table = findTable(text);
  if (table === undefined)
    return findings.TOOLCHAIN_EDIT_UNSAFE({ reason: 'it has no table [toolchain] of its own' }, file);
  const entry = table.body.find(
    ({ key }) => key.keys.length === 1 && key.keys[0]?.type === 'TOMLBare' && key.keys[0].name === list,
  );
  if (entry === undefined) {
    const added = [...new Set(names)];
    const at = endOfLine(text, (table.body.at(-1) ?? table.key).range[1]);
    return {
      text: `${text.slice(0, at)}${newlineOf(text)}${list} = [${added.map(quoted).join(', ')}]${text.slice(at)}`,
      added,
    };
  }
  if (entry.value.type !== 'TOMLArray')
    return findings.TOOLCHAIN_EDIT_UNSAFE({ reason: `its ${list} is not a list` }, file);
  return addToArray(text, entry.value, names);
}

function addToArray(
  text: string,
  array: AST.TOMLArray,
  names: readonly string[],
): { text: string; added: readonly string[] } {
  const present = array.elements.flatMap((element) =>
    element.type === 'TOMLValue' && typeof element.value === 'string' ? [element.value] : [],
  );
  const added = [...new Set(names)].filter((name) => !present.includes(name));
  if (added.length === 0) return { text, added };
  const last = array.elements.at(-1);
  if (last === undefined) return { text: spliced(text, array.range[0] + 1, added.map(quoted).join(', ')), added };
  const lineEnd = endOfLine(text, last.range[1]);
  const indent = text.slice(text.lastIndexOf('\n', last.range[0]) + 1, last.range[0]);
  if (lineEnd >= array.range[1] || !/^\s+$/.test(indent))
    return { text: spliced(text, last.range[1], added.map((name) => `, ${quoted(name)}`).join('')), added };
  // One element a line: a comment behind the last element stays behind it.
  const rest = text.slice(last.range[1], array.range[1] - 1).replaceAll(/#.*$/gm, '');
  const comma = rest.includes(',') ? '' : ',';
  const lines = added.map((name) => `${newlineOf(text)}${indent}${quoted(name)}`).join(',');
  return {
    text:
      text.slice(0, last.range[1]) +
      comma +
      text.slice(last.range[1], lineEnd) +
      lines +
      (comma === '' ? ',' : '') +
      text.slice(lineEnd),
    added,
  };
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at === -1) return text.length;
  return text[at - 1] === '\r' ? at - 1 : at;
}

function findTable(text: string): AST.TOMLTable | undefined {
  return parseTOML(text).body[0].body.find(
    (node): node is AST.TOMLTable =>
      node.type === 'TOMLTable' && node.kind === 'standard' && node.resolvedKey.join('.') === 'toolchain',
  );
}

const newlineOf = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n');
const quoted = (name: string) => JSON.stringify(name);
const spliced = (text: string, at: number, addition: string) => text.slice(0, at) + addition + text.slice(at);
