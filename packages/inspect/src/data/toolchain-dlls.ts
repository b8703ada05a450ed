/** A DLL of a compiler's runtime, and how to link that runtime statically. */
export interface ToolchainDll {
  readonly matches: RegExp;
  /** What it is: `the C++ library of gcc`. */
  readonly what: string;
  readonly alternative: string;
}

/** DLLs of gcc's, clang's and mingw-w64's runtimes (their manuals: "Link Options"; mcfgthread's README). */
export const toolchainDlls: readonly ToolchainDll[] = [
  {
    matches: /^libstdc\+\+-\d+\.dll$/,
    what: 'the C++ library of gcc',
    alternative:
      'link with -static, or -static-libstdc++; in Rust set CXXSTDLIB=static=stdc++, as the plugin rust-mingw does',
  },
  {
    matches: /^libgcc_s_.*\.dll$/,
    what: 'the support library of gcc',
    alternative: 'link with -static, or -static-libgcc',
  },
  {
    matches: /^libwinpthread-\d+\.dll$/,
    what: 'threads of mingw-w64',
    alternative: 'link with -static, or -Wl,-Bstatic -lwinpthread',
  },
  {
    matches: /^libmcfgthread-\d+\.dll$/,
    what: 'threads of gcc as nixpkgs builds it',
    alternative: 'link with -static, or -l:libmcfgthread.a',
  },
  { matches: /^libc\+\+\.dll$/, what: 'the C++ library of clang', alternative: 'link with -static' },
  { matches: /^libunwind\.dll$/, what: 'the unwinder of clang', alternative: 'link with -static' },
  {
    matches: /^lib(atomic|gomp|gfortran|objc|quadmath|ssp|gnat|gnarl)-\d+\.dll$/,
    what: 'a runtime library of gcc',
    alternative: 'link with -static',
  },
];

/** Runtimes of Visual C++, which its Redistributable installs (https://learn.microsoft.com/cpp/windows/redistributing-visual-cpp-files). */
export const redistributable =
  /^(vcruntime\d+|msvcp\d+|msvcr[7-9]\d|msvcr1\d\d|concrt\d+|vcomp\d*|vccorlib\d+|mfc\d+u?|atl\d+|vcamp\d+)(_\w+)?d?\.dll$/;
