import type { Finding } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { placeAt, type DocumentPath, type Places } from './places.ts';
import { keyOf, valueAt } from './schema-pointer.ts';
import { keyText } from './schema-words.ts';

/** A key that other keys replace, and the lines that say the same. */
interface Replaced {
  readonly path: DocumentPath;
  readonly lines: readonly string[];
}

/** Keys of earlier versions, each with the lines that replace it: CONFIG_REPLACED. */
export function checkReplacedKeys(data: unknown, places: Places): readonly Finding[] {
  return replacedKeys(data).map(({ path, lines }) =>
    findings.CONFIG_REPLACED({ key: keyText(path), lines }, placeAt(places, path)),
  );
}

/** The data without the keys of earlier versions, so that nothing else is said of them. */
export function withoutReplacedKeys(data: unknown): unknown {
  return replacedKeys(data).reduce((rest: unknown, { path }) => without(rest, path.map(String)), data);
}

const replacedKeys = (data: unknown): readonly Replaced[] => [
  ...pluginOption(data, 'rust-musl', 'linker', (value) => [
    `[target.${targetLike(data, /-linux-musl/)}]`,
    `toolchain = { rust = "rust-musl/${value === 'zig' ? 'zig' : 'gcc'}" }`,
  ]),
  ...pluginOption(data, 'rust-mingw', 'linker', (value) => [
    '[target.x86_64-pc-windows-gnu]',
    `toolchain = { rust = "rust-mingw/${value === 'zig' ? 'zig' : 'gcc'}" }`,
  ]),
  ...pluginOption(data, 'rust-mingw', 'cxx-runtime', (value) => [
    '[target.x86_64-pc-windows-gnu]',
    `toolchain = { rust = "rust-mingw/${value === 'dll' ? 'gcc-dll' : 'gcc'}" }`,
  ]),
  ...pluginOption(data, 'zig-cc', 'version', (value) => ['[plugin.zig]', `version = ${JSON.stringify(value)}`]),
  ...pluginOption(data, 'rust', 'bindgen', (value) => ['[cargo]', `bindgen = ${JSON.stringify(value)}`]),
  ...Object.keys(tableOf(keyOf(data, 'target'))).flatMap((triple): readonly Replaced[] => {
    const path = ['target', triple, 'cc'];
    const value = valueAt(data, path);
    if (value === undefined) return [];
    // The C code of crates is compiled by the toolchain that links them.
    const lines =
      value === 'zig-cc' ? 'toolchain = { rust = "zig" }' : `toolchain = { rust = ${JSON.stringify(value)} }`;
    return [{ path, lines: [`[target.${triple}]`, lines] }];
  }),
];

function pluginOption(
  data: unknown,
  plugin: string,
  option: string,
  lines: (value: unknown) => readonly string[],
): readonly Replaced[] {
  const path = ['plugin', plugin, option];
  const value = valueAt(data, path);
  return value === undefined ? [] : [{ path, lines: lines(value) }];
}

function targetLike(data: unknown, pattern: RegExp): string {
  const targets = keyOf(data, 'targets');
  const found: unknown = Array.isArray(targets)
    ? targets.find((target) => typeof target === 'string' && pattern.test(target))
    : undefined;
  return typeof found === 'string' ? found : '<triple>';
}

const tableOf = (value: unknown): object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

function without(data: unknown, [key = '', ...rest]: readonly string[]): unknown {
  return Object.fromEntries(
    Object.entries(tableOf(data)).flatMap(([name, value]: readonly [string, unknown]) =>
      name !== key ? [[name, value]] : rest.length === 0 ? [] : [[name, without(value, rest)]],
    ),
  );
}
