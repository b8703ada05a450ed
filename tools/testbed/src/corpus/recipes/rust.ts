import type { Recipe, Truth } from '../specimen.ts';

const musl = '--target x86_64-unknown-linux-musl';
const mingw = '--target x86_64-pc-windows-gnu -C linker=x86_64-w64-mingw32-gcc-posix';
const glibc = '/lib64/ld-linux-x86-64.so.2';

const elf = { format: 'elf', arch: 'x86_64', bits: 64, endian: 'little', findings: [] } as const satisfies Truth;
const pie = { ...elf, os: 'linux', kind: 'pie', linkage: 'dynamic', interpreter: glibc } as const satisfies Truth;
const still = {
  ...elf,
  os: 'linux',
  kind: 'executable',
  linkage: 'static',
  interpreter: null,
  needed: [],
} as const satisfies Truth;
const archive = {
  format: 'archive',
  kind: 'archive',
  arch: 'x86_64',
  linkage: null,
  findings: [],
} as const satisfies Truth;

const hello = (name: string, flags: string, truth: Truth): Recipe => ({
  name,
  truth,
  make: [`rustc hello.rs -o out.bin ${flags}`],
});
const answer = (name: string, flags: string, truth: Truth): Recipe => ({
  name,
  truth,
  make: [`rustc answer.rs -o out.bin ${flags}`],
});

/** What rustc makes for the host, musl and Windows. */
export const rustRecipes: readonly Recipe[] = [
  hello('rust-host', '-C debuginfo=2', { ...pie, debugInfo: true, symbols: true }),
  hello('rust-host-stripped', '-C strip=symbols', { ...pie, symbols: false, debugInfo: false }),
  hello('rust-host-static-pie', '--target x86_64-unknown-linux-gnu -C target-feature=+crt-static', {
    ...still,
    kind: 'pie',
    linkage: 'static-pie',
  }),
  hello('rust-musl', musl, { ...still, kind: 'pie', linkage: 'static-pie' }),
  hello('rust-musl-fixed', `${musl} -C relocation-model=static`, still),
  hello('rust-musl-false-static-pie', `${musl} -C linker=musl-gcc`, {
    ...pie,
    interpreter: '/lib/ld-musl-x86_64.so.1',
    needed: [],
    findings: ['INTERPRETER_WITHOUT_LIBRARIES'],
  }),
  hello('rust-musl-static', `${musl} -C linker=musl-gcc -C relocation-model=static`, still),
  // The default linker knows nothing of musl.
  hello('rust-musl-on-glibc', `${musl} -C target-feature=-crt-static`, pie),
  hello('rust-windows.exe', mingw, {
    ...elf,
    format: 'pe',
    os: 'windows',
    kind: 'executable',
    linkage: 'static',
    subsystem: 'console',
    crt: ['msvcrt'],
  }),
  answer('rust-windows.dll', `${mingw} --crate-type cdylib`, {
    ...elf,
    format: 'pe',
    os: 'windows',
    kind: 'shared',
  }),
  answer('rust.so', '--crate-type cdylib', { ...elf, kind: 'shared', linkage: 'dynamic', interpreter: null }),
  answer('rust.rlib', '--crate-type rlib', archive),
  answer('rust-windows.rlib', `${mingw} --crate-type rlib`, { ...archive, os: 'windows' }),
  answer('rust-staticlib.a', `${musl} --crate-type staticlib`, archive),
  answer('rust.o', '--crate-type lib --emit obj', { ...elf, kind: 'object', linkage: null }),
  answer('rust.bc', '--crate-type lib --emit llvm-bc', { format: 'llvm-bitcode', kind: 'object', linkage: null }),
];
