import * as Type from 'typebox';
import { oneOf, text, type TypeOf } from './schema.ts';

/** A target as rustc names it: `x86_64-pc-windows-gnu`, `wasm32-wasip1`. */
export type Triple = `${string}-${string}`;
const triplePattern = '^[a-z0-9_.]+(-[a-z0-9_.]+)+$';
export const TripleSchema = Type.Unsafe<Triple>({
  type: 'string',
  pattern: triplePattern,
  description: 'A Rust target triple: "x86_64-unknown-linux-musl".',
});

const isTripleText = new RegExp(triplePattern);

/** Whether a text has the form of a triple. It does not say whether a plugin builds for it. */
export function isTriple(value: string): value is Triple {
  return isTripleText.test(value);
}

/** A machine that builds, as Nix names it: `x86_64-linux`. Machines whose C library is musl are `x86_64-linux-musl`. */
export type Host = `${string}-${string}`;
export const HostSchema = Type.Unsafe<Host>({
  type: 'string',
  pattern: '^[a-z0-9_]+-[a-z0-9_]+(-musl)?$',
  description: 'A machine that builds: "x86_64-linux", "aarch64-darwin".',
});

/** The name of a declaration: `name` of the same plugin, or `plugin/name` of a plugin in `requires` or `uses`. */
export type Ref = string;
export const RefSchema = Type.String({
  pattern: '^([a-z][a-z0-9-]*/)?[A-Za-z0-9+._-]+$',
  description: 'A name in the same plugin, or "plugin/name" in a plugin that it requires or uses.',
});

/** A language that build systems compile. A new one comes with its build system adapter. */
export const LanguageSchema = oneOf(['c', 'c++', 'rust', 'zig'], 'A language.');
export type Language = TypeOf<typeof LanguageSchema>;

/** What a program of a toolchain does. */
export const roles = [
  'ar',
  'cc',
  'cxx',
  'dlltool',
  'ld',
  'nm',
  'objcopy',
  'objdump',
  'ranlib',
  'rc',
  'readelf',
  'strip',
  'windres',
] as const;
export const RoleSchema = oneOf(roles, 'What a program of a toolchain does.');
export type Role = TypeOf<typeof RoleSchema>;

/** A folder of a library; `root` is the whole of it, of an SDK or a sysroot. */
export const LibraryDirSchema = oneOf(['bin', 'include', 'lib', 'pkgconfig', 'root'], 'A folder of a library.');
export type LibraryDir = TypeOf<typeof LibraryDirSchema>;

/** A kind of project. A toolchain is chosen for each target and each kind, because that is what is linked together. */
export const projectKinds = ['rust', 'c', 'zig', 'go'] as const;
export type ProjectKind = (typeof projectKinds)[number];

/** Text that is not empty, for names in lists. */
export const NameSchema = text();
