import type { DllImport } from '../inspect/inspection-schema.ts';
import { redistributable, toolchainDlls } from '../data/toolchain-dlls.ts';
import { matchesAny } from '../data/pattern.ts';
import { windowsApiSets, windowsDlls } from '../data/windows-dlls.ts';

/** Where a DLL comes from; see the schema of inspections. */
export type DllClass = DllImport['class'];

const ofWindows: ReadonlySet<string> = new Set(windowsDlls);

/** Where a DLL of this name comes from. */
export function dllClass(name: string): DllClass {
  const dll = name.toLowerCase();
  if (matchesAny(dll, windowsApiSets)) return 'api-set';
  if (ofWindows.has(dll)) return 'windows';
  if (toolchainDlls.some(({ matches }) => matches.test(dll))) return 'compiler';
  return redistributable.test(dll) ? 'redistributable' : 'other';
}

/** The C runtime that a DLL belongs to: `msvcrt`, `ucrt`, or one of Visual C++'s own such as `msvcr120`; undefined for other DLLs. */
export function cRuntime(name: string): string | undefined {
  const dll = name.toLowerCase();
  if (dll === 'msvcrt.dll') return 'msvcrt';
  if (/^ucrtbased?\.dll$|^api-ms-win-crt-/.test(dll)) return 'ucrt';
  return /^(msvcr\d+)d?\.dll$/.exec(dll)?.[1];
}
