import { roles, type ToolchainPlugin } from '@mkcross/core';
import type { DocumentPath } from '../config/places.ts';

/** What a plugin refers to by name. */
export type ReferenceKind = 'flake' | 'library' | 'option' | 'script' | 'target' | 'tool' | 'toolchain';

/** A place in a plugin that refers to something by name. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  readonly path: DocumentPath;
}

/** A place in a plugin that has a meaning only where one target is known, or one toolchain. */
export interface Need {
  /** `{ target: name }`, the package set of the target, or `{ program: name }`. */
  readonly kind: 'package set' | 'program' | 'target name';
  readonly name: string;
  readonly path: DocumentPath;
}

/** The places of a plugin that are checked one by one. */
export interface Sites {
  readonly references: readonly Reference[];
  readonly needs: readonly Need[];
  /** Each object of packages by package manager. */
  readonly installs: readonly { readonly managers: readonly string[]; readonly path: DocumentPath }[];
  /** Each regular expression, and the number of groups it must have, if one is fixed. */
  readonly patterns: readonly { readonly pattern: string; readonly groups?: number; readonly path: DocumentPath }[];
  /** Each file that "plugin build" has not put in. */
  readonly files: readonly DocumentPath[];
}

/** Finds the places of a plugin of the right shape. */
export function sitesOf(plugin: ToolchainPlugin): Sites {
  const sites = { references: [], needs: [], installs: [], patterns: [], files: [] };
  visitObject(plugin, [], sites);
  return sites;
}

interface Found {
  readonly references: Reference[];
  readonly needs: Need[];
  readonly installs: { readonly managers: readonly string[]; readonly path: DocumentPath }[];
  readonly patterns: { readonly pattern: string; readonly groups?: number; readonly path: DocumentPath }[];
  readonly files: DocumentPath[];
}

/** Objects whose keys are names that the plugin's author chose. */
const maps = ['env', 'flakes', 'libraries', 'of', 'programs', 'scripts', 'targets', 'tools', 'values'];
/** Parts without references: other formats, and texts. */
const opaque = ['config', 'crossSystem', 'expect', 'meta', 'names', 'options', 'requires', 'runs', 'uses'];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function visit(value: unknown, path: DocumentPath, found: Found): void {
  if (Array.isArray(value))
    value.forEach((item: unknown, index) => {
      visit(item, [...path, index], found);
    });
  else if (isRecord(value)) visitObject(value, path, found);
}

/** An object of the contract, whose keys have a meaning. */
function visitObject(holder: Readonly<Record<string, unknown>>, path: DocumentPath, found: Found): void {
  for (const [key, value] of Object.entries(holder)) {
    const here = [...path, key];
    if (typeof value === 'string') visitText(key, value, holder, here, found);
    else if (key === 'install' && isRecord(value)) found.installs.push({ managers: Object.keys(value), path: here });
    else if (key === 'files' && isRecord(value) && holder['from'] === undefined) continue;
    else if (opaque.includes(key) && !(key === 'runs' && isRecord(value))) continue;
    else if (maps.includes(key) && isRecord(value)) visitMap(key, value, here, path.length > 0, found);
    else visitList(key, value, here, found);
  }
}

function visitMap(
  key: string,
  map: Readonly<Record<string, unknown>>,
  path: DocumentPath,
  isInside: boolean,
  found: Found,
): void {
  for (const [name, value] of Object.entries(map)) {
    const here = [...path, name];
    if (key === 'targets' && isInside && name !== 'host') found.references.push({ kind: 'target', name, path: here });
    visit(value, here, found);
  }
}

/** Lists of names, and everything else. */
function visitList(key: string, value: unknown, path: DocumentPath, found: Found): void {
  const kinds: Readonly<Record<string, ReferenceKind>> = {
    libraries: 'library',
    toolchains: 'toolchain',
    tools: 'tool',
  };
  const kind = kinds[key];
  if (kind !== undefined && Array.isArray(value))
    value.forEach((name: unknown, index) => {
      if (typeof name === 'string') found.references.push({ kind, name, path: [...path, index] });
    });
  visit(value, path, found);
}

const isRole = (name: string) => roles.some((role) => role === name);

function visitText(
  key: string,
  value: string,
  holder: Readonly<Record<string, unknown>>,
  path: DocumentPath,
  found: Found,
): void {
  const alone = Object.keys(holder).length === 1;
  const kinds: Readonly<Record<string, ReferenceKind>> = {
    archive: 'library',
    extends: 'toolchain',
    flake: 'flake',
    library: 'library',
    option: 'option',
    script: 'script',
    through: 'script',
    tool: 'tool',
  };
  const kind = kinds[key];
  if (kind !== undefined) found.references.push({ kind, name: value, path });
  if (key === 'target' && alone) found.needs.push({ kind: 'target name', name: value, path });
  if (key === 'program' && alone && isRole(value)) found.needs.push({ kind: 'program', name: value, path });
  if (key === 'set' && value !== 'target') found.references.push({ kind: 'target', name: value, path });
  if (key === 'set' && value === 'target') found.needs.push({ kind: 'package set', name: value, path });
  if (key === 'pattern') found.patterns.push({ pattern: value, path, ...('why' in holder ? {} : { groups: 1 }) });
  if (key === 'file' && alone) found.files.push(path);
}
