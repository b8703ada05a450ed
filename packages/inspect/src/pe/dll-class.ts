import type { DllImport } from '../inspect/inspection-schema.ts';
import { redistributable, toolchainDlls } from '../data/toolchain-dlls.ts';
import { windowsDlls, windowsModules } from '../data/windows-dlls.ts';

/** Where a DLL comes from; see the schema of inspections. */
export type DllClass = DllImport['class'];

/** Where a DLL of this name comes from. API sets: https://learn.microsoft.com/windows/win32/apiindex/windows-apisets. */
export function dllClass(name: string): DllClass {
  const dll = name.toLowerCase();
  if (/^(api|ext)-ms-(win|onecore)-.*\.dll$/.test(dll)) return 'api-set';
  if (windowsDlls.has(dll) || windowsModules.has(dll)) return 'windows';
  if (toolchainDlls.some(({ matches }) => matches.test(dll))) return 'compiler';
  return redistributable.test(dll) ? 'redistributable' : 'other';
}

/** The C runtime that a DLL belongs to: `msvcrt`, `ucrt`, or one of Visual C++'s own such as `msvcr120`; undefined if to none. */
export function cRuntime(name: string): string | undefined {
  const dll = name.toLowerCase();
  if (dll === 'msvcrt.dll') return 'msvcrt';
  if (/^ucrtbased?\.dll$|^api-ms-win-crt-/.test(dll)) return 'ucrt';
  return /^(msvcr\d+)d?\.dll$/.exec(dll)?.[1];
}
