import type { Finding, Patch, Ref, ToolchainBody, Triple } from '@mkcross/core';
import { findings } from '../findings/index.ts';
import { nearestName } from '../config/nearest-name.ts';
import type { Catalog } from './catalog.ts';
import { fullRef, ownerOf } from './catalog.ts';
import { namespacedFields, present } from './namespace.ts';

type Body = Patch<ToolchainBody>;

/** The key of `targets` of a toolchain by which it serves a target: its triple, or "host". */
export type TargetKey = Triple | 'host';

/**
 * The fields of a toolchain for a target: of its bases, then its own, then the patch of the target. References name their plugin. Without
 * a body, findings say why.
 */
export function toolchainBody(
  catalog: Pick<Catalog, 'toolchains'>,
  ref: Ref,
  key: TargetKey,
): { readonly body?: ToolchainBody; readonly found: readonly Finding[] } {
  const found: Finding[] = [];
  const merged = inherited(catalog, ref, key, [], found);
  if (found.length > 0) return { found };
  const missing = missingFields(merged);
  const body = completed(merged);
  return body === undefined ? { found: [findings.TOOLCHAIN_INCOMPLETE({ toolchain: ref, missing })] } : { body, found };
}

function inherited(
  catalog: Pick<Catalog, 'toolchains'>,
  ref: Ref,
  key: TargetKey,
  path: readonly Ref[],
  found: Finding[],
): Body {
  const start = path.indexOf(ref);
  if (start !== -1) {
    found.push(findings.EXTENDS_CYCLE({ cycle: [...path.slice(start), ref] }));
    return {};
  }
  const owned = catalog.toolchains.get(ref);
  if (owned === undefined) {
    const nearest = nearestName(ref, [...catalog.toolchains.keys()]);
    found.push(
      findings.REFERENCE_UNKNOWN({ owner: ownerOf(path.at(-1) ?? ref), kind: 'toolchain', name: ref, nearest }),
    );
    return {};
  }
  const { owner, value } = owned;
  const { id: _id, targets, extends: base, ...fields } = value;
  const below = base === undefined ? {} : inherited(catalog, fullRef(owner, base), key, [...path, ref], found);
  // A base that serves the target itself has what differs for it, too.
  return [fields, targets[key] ?? {}].map((patch) => namespacedFields(owner, patch)).reduce(patched, below);
}

const joined = <K extends keyof Body>(key: K, base: Body, patch: Body): Pick<Body, K> | object => {
  const [before, after] = [base[key], patch[key]];
  return isObject(before) && isObject(after) ? { [key]: { ...before, ...after } } : {};
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Replaces fields; a field that is an object is merged key by key, one level deep. */
function patched(base: Body, patch: Body): Body {
  return {
    ...base,
    ...patch,
    ...joined('package', base, patch),
    ...joined('programs', base, patch),
    ...joined('c', base, patch),
    ...joined('cxx', base, patch),
    ...joined('rust', base, patch),
    ...joined('zig', base, patch),
    ...joined('flags', base, patch),
    ...joined('limits', base, patch),
    ...joined('env', base, patch),
  };
}

function missingFields({ languages, programs, linkage, package: compilers, c, cxx, zig }: Body): readonly string[] {
  const needed: Readonly<Record<string, unknown>> = {
    languages,
    programs,
    linkage,
    ...(compilers === undefined ? {} : { 'package.why': compilers.why, 'package.nix': compilers.nix }),
    ...(c === undefined ? {} : { 'c.runtime': c.runtime }),
    ...(cxx === undefined ? {} : { 'cxx.runtime': cxx.runtime, 'cxx.link': cxx.link }),
    ...(zig === undefined ? {} : { 'zig.tool': zig.tool }),
  };
  const named = Object.values(programs ?? {}).some((program) => 'name' in program);
  return [
    ...Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : [])),
    ...(named && compilers === undefined ? ['package'] : []),
  ];
}

/** The fields as those of a whole toolchain; undefined where one is missing. */
function completed(merged: Body): ToolchainBody | undefined {
  const { languages, programs, linkage, package: compilers, c, cxx, zig, env, ...rest } = merged;
  if (languages === undefined || programs === undefined || linkage === undefined) return undefined;
  if (missingFields(merged).length > 0) return undefined;
  const whole =
    compilers?.why === undefined || compilers.nix === undefined
      ? {}
      : { package: { ...compilers, why: compilers.why, nix: compilers.nix } };
  return {
    ...rest,
    languages,
    programs,
    linkage,
    ...whole,
    ...(env === undefined ? {} : { env: present(env) }),
    ...(c?.runtime === undefined ? {} : { c: { ...c, runtime: c.runtime } }),
    ...(cxx?.runtime === undefined || cxx.link === undefined
      ? {}
      : { cxx: { ...cxx, runtime: cxx.runtime, link: cxx.link } }),
    ...(zig?.tool === undefined ? {} : { zig: { tool: zig.tool } }),
  };
}
