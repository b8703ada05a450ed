/**
 * What a target's binaries have in common, whatever compiler made them. Architecture, system and ABI are spelled as in
 * Zig's or Rust's targets: `x86`, `powerpc64le`, `riscv64gc`; `linux`, `freestanding` or `none`; `gnu`, `musleabihf`.
 */
export interface TargetFacts {
  readonly arch: string;
  /** Width of a pointer. */
  readonly bits: 32 | 64;
  readonly endian: 'big' | 'little';
  readonly system: string;
  /** The C library, calling convention and the like; empty or `none` where there is none. */
  readonly abi: string;
  readonly format: 'elf' | 'macho' | 'pe' | 'wasm';
}

/** What a binary should be. Anything is accepted for a property that is left out. */
export interface Expectation {
  readonly target?: Partial<TargetFacts>;
  /** The format of a file that is not of a target's own format, such as `archive` or `coff`. */
  readonly format?: string;
  /** `executable` accepts `pie` as well. */
  readonly kind?: string;
  readonly linkage?: ExpectedLinkage;
  /**
   * Libraries allowed besides those of the system, by file name (Mach-O: by path; DLLs in any case), or modules or
   * interfaces that a WebAssembly file may import. `*` stands for any text. Given without `linkage`, or with `dynamic`,
   * no others are allowed.
   */
  readonly libraries?: readonly string[];
  /** The highest version of glibc whose symbols an ELF file may need: `2.17`. */
  readonly glibc?: string;
  /** The subsystem of a PE file: `console`, `windows`, `native`, `efi-application`, … */
  readonly subsystem?: string;
  /** The oldest Windows that must load a PE file, as its version number: `6.1` is Windows 7. */
  readonly windows?: string;
  /** The oldest macOS that must load a Mach-O file: `11.0`. */
  readonly macos?: string;
}

/**
 * `static`: no interpreter and no shared library (ELF, Mach-O), or none except Windows' own DLLs (PE); includes
 * `static-pie`, an ELF program that is also loaded at any address. `system`: only libraries that every machine of its
 * system has. `dynamic`: needs shared libraries. A WebAssembly file has no linkage: for it, `static` and `system` mean that
 * it imports only what the system's runtimes provide.
 */
export type ExpectedLinkage = 'dynamic' | 'static' | 'static-pie' | 'system';

/** The linkages that can be expected. */
export const expectedLinkages: readonly ExpectedLinkage[] = ['dynamic', 'static', 'static-pie', 'system'];
