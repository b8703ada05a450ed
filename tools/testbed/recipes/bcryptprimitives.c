/* Debian's Wine 8 lacks the one function of bcryptprimitives.dll that Rust's standard library calls. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
  return RtlGenRandom(buffer, (ULONG)length);
}
