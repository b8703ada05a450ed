/**
 * DLLs that every Windows since 7 has and that fixtures of compilers import, in lower case; API sets (`api-ms-win-*`)
 * come on top (https://learn.microsoft.com/windows/win32/apiindex/windows-apisets).
 */
export const windowsDlls = [
  'advapi32.dll',
  'bcrypt.dll',
  'bcryptprimitives.dll',
  'crypt32.dll',
  'gdi32.dll',
  'kernel32.dll',
  'msvcrt.dll',
  'ntdll.dll',
  'ole32.dll',
  'shell32.dll',
  'user32.dll',
  'userenv.dll',
  'ws2_32.dll',
] as const;
