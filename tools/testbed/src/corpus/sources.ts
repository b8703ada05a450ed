/** The sources of all specimens, by name of file. */
export const sources: Readonly<Record<string, string>> = {
  'hello.c': '#include <stdio.h>\nint main(void) { return puts("42") < 0; }\n',
  // Threads are in the C++ library, locks are called where they stand: it needs the libraries of both.
  'hello.cpp': `#include <iostream>
#include <mutex>
#include <thread>
std::mutex lock;
int main() {
  std::thread([] { std::lock_guard<std::mutex> held(lock); std::cout << 42 << std::endl; }).join();
}
`,
  'answer.c': 'int answer(void) { return 42; }\n',
  // Its own start, by the names that linkers look for: it needs no C library.
  'bare.c': 'void _start(void) { for (;;) ; }\nvoid __start(void) { for (;;) ; }\n',
  'asks.c': `int answer(void);
void _start(void) { while (answer() == 42) ; }
void __start(void) { while (answer() == 42) ; }
`,
  // As glibc's libc.so.6 does it.
  'runnable.c': `const char interpreter[] __attribute__((section(".interp"))) = "/lib64/ld-linux-x86-64.so.2";
int answer(void) { return 42; }
`,
  // An address in code that is only known when the library is loaded.
  'relocated.s': `.globl where
.text
where:
  movabs $there, %rax
  ret
.data
there:
  .quad 0
.section .note.GNU-stack,"",@progbits
`,
  'calls.c': 'int elsewhere(void);\nint main(void) { return elsewhere(); }\n',
  'late.c': `__declspec(dllimport) int elsewhere(void);
int __stdcall __delayLoadHelper2(void *descriptor, void *place) { return 0; }
int start(void) { return elsewhere(); }
`,
  // Of a program for ARM64 that calls like x86-64: what its loader looks for, 200 bytes into the load configuration.
  'hybrid.c': `const unsigned __chpe_metadata[64] = { 1 };
void *__os_arm64x_dispatch_ret;
const struct { unsigned size; char other[196]; const void *hybrid; char more[112]; } _load_config_used = {
  320, { 0 }, __chpe_metadata
};
int start(void) { return 0; }
`,
  // Its address is only known when it is loaded.
  'packed.c': `#include <stdio.h>
const char *const words[] = { "40", "2" };
const char *const *volatile all = words;
int main(void) { return printf("%s %s", all[0], all[1]) < 0; }
`,
  // Two languages, of which the first counts.
  'named.rc': `#include <winver.h>
VS_VERSION_INFO VERSIONINFO
FILEVERSION 1, 2, 3, 65535
PRODUCTVERSION 4, 0, 0, 0
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "ProductName", "Named"
      VALUE "Comments", ""
    END
    BLOCK "040704b0"
    BEGIN
      VALUE "ProductName", "Benannt"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200, 0x407, 1200
  END
END
`,
  'other.def': 'LIBRARY other.dll\nEXPORTS\nelsewhere\n',
  'forwards.def': 'LIBRARY forwards.dll\nEXPORTS\nelsewhere=other.elsewhere\n',
  'ucrt.def': 'LIBRARY ucrtbase.dll\nEXPORTS\nelsewhere\n',
  'ucrt-api-set.def': 'LIBRARY api-ms-win-crt-stdio-l1-1-0.dll\nEXPORTS\nelsewhere\n',
  'redistributable.def': 'LIBRARY VCRUNTIME140.dll\nEXPORTS\nelsewhere\n',
  'main.zig': 'pub fn main() void {}\n',
  'answer.zig': 'export fn answer() c_int {\n    return 42;\n}\n',
  'hello.rs': 'fn main() {\n    println!("42");\n}\n',
  'answer.rs': '#[no_mangle]\npub extern "C" fn answer() -> i32 {\n    42\n}\n',
};
