import type { Recipe, Truth } from '../specimen.ts';

/** Nothing but what is given is linked, and so nothing has to be built for a target first. */
const alone = '-O ReleaseSmall -fno-compiler-rt -fno-ubsan-rt';

/** Architectures of ELF: zig's name, which is ours too, bits and byte order; whether zig links dynamic programs for it. */
const architectures = [
  ['x86', 32, 'little', true],
  ['arm', 32, 'little', false],
  ['armeb', 32, 'big', false],
  ['aarch64', 64, 'little', true],
  ['aarch64_be', 64, 'big', true],
  ['riscv32', 32, 'little', true],
  ['riscv64', 64, 'little', true],
  ['powerpc', 32, 'big', true],
  ['powerpc64', 64, 'big', true],
  ['powerpc64le', 64, 'little', true],
  ['mips', 32, 'big', true],
  ['mipsel', 32, 'little', true],
  ['mips64', 64, 'big', true],
  ['mips64el', 64, 'little', true],
  ['s390x', 64, 'big', true],
  ['sparc64', 64, 'big', true],
  ['loongarch64', 64, 'little', true],
  ['x86_64', 64, 'little', true],
] as const;

/** Zig's `armeb` is our `arm` of the other byte order. */
const archOf = (zig: string) => (zig === 'armeb' ? 'arm' : zig);

const forElf: readonly Recipe[] = architectures.flatMap(([zig, bits, endian, dynamic]) => {
  const elf = { format: 'elf', arch: archOf(zig), bits, endian, findings: [] } as const satisfies Truth;
  const program = { ...elf, kind: 'executable', linkage: 'static', interpreter: null, needed: [] } as const;
  const linux = `-target ${zig}-linux ${alone}`;
  const interpreter = `/lib/ld-linux-${zig}.so.1`;
  return [
    {
      name: `zig-${zig}.o`,
      truth: { ...elf, kind: 'object', linkage: null, interpreter: null, needed: [] },
      make: [`zig cc -target ${zig}-freestanding -c answer.c -o out.bin`],
    },
    {
      name: `zig-${zig}-freestanding`,
      truth: program,
      make: [`zig build-exe -target ${zig}-freestanding ${alone} bare.c -femit-bin=out.bin`],
    },
    {
      name: `zig-${zig}-static-pie`,
      truth: { ...program, os: 'linux', kind: 'pie', linkage: 'static-pie' },
      make: [`zig build-exe ${linux} -fPIE bare.c -femit-bin=out.bin`],
    },
    {
      name: `zig-${zig}.so`,
      truth: { ...elf, kind: 'shared', linkage: 'dynamic', interpreter: null, needed: [] },
      make: [`zig build-lib -dynamic ${linux} -fsoname=libanswer.so.1 answer.c -femit-bin=out.bin`],
    },
    ...(dynamic
      ? [
          {
            name: `zig-${zig}-dynamic`,
            truth: {
              ...program,
              os: 'linux',
              kind: 'pie',
              linkage: 'dynamic' as const,
              interpreter,
              needed: ['libanswer.so.1'],
            },
            make: [
              `zig build-lib -dynamic ${linux} -fsoname=libanswer.so.1 answer.c -femit-bin=libanswer.so`,
              `zig build-exe ${linux} -fPIE asks.c libanswer.so --dynamic-linker ${interpreter} -femit-bin=out.bin`,
            ],
          },
        ]
      : []),
  ];
});

const withLibc: readonly Recipe[] = [
  {
    name: 'zig-musl',
    truth: {
      format: 'elf',
      arch: 'x86_64',
      os: 'linux',
      kind: 'executable',
      linkage: 'static',
      interpreter: null,
      needed: [],
      findings: [],
    },
    make: ['zig cc -target x86_64-linux-musl hello.c -o out.bin'],
  },
  {
    name: 'zig-musl-dynamic',
    truth: {
      format: 'elf',
      arch: 'x86_64',
      os: 'linux',
      kind: 'executable',
      linkage: 'dynamic',
      interpreter: '/lib/ld-musl-x86_64.so.1',
      needed: ['libc.so'],
      findings: [],
    },
    make: ['zig cc -target x86_64-linux-musl -dynamic hello.c -o out.bin'],
  },
  {
    name: 'zig-windows-libc.exe',
    truth: {
      format: 'pe',
      arch: 'x86_64',
      os: 'windows',
      kind: 'executable',
      linkage: 'static',
      crt: ['ucrt'],
      subsystem: 'console',
      findings: [],
    },
    make: ['zig cc -target x86_64-windows-gnu hello.c -o out.bin'],
  },
  ...(
    [
      ['freebsd', '/libexec/ld-elf.so.1'],
      ['netbsd', '/libexec/ld.elf_so'],
    ] as const
  ).map(([os, interpreter]): Recipe => ({
    name: `zig-${os}`,
    truth: { format: 'elf', arch: 'x86_64', os, kind: 'pie', linkage: 'dynamic', interpreter, findings: [] },
    make: [`zig build-exe -target x86_64-${os} ${alone} -fPIE main.zig -femit-bin=out.bin`],
  })),
];

const forWindows: readonly Recipe[] = (
  [
    ['x86', 32],
    ['x86_64', 64],
    ['aarch64', 64],
  ] as const
).flatMap(([arch, bits]) => {
  const windows = { arch, os: 'windows', bits, endian: 'little', findings: [] } as const satisfies Truth;
  const target = `-target ${arch}-windows`;
  return [
    {
      name: `zig-${arch}-windows.exe`,
      truth: { ...windows, format: 'pe', kind: 'executable', linkage: 'static', crt: [], subsystem: 'console' },
      make: [`zig build-exe ${target} ${alone} main.zig -femit-bin=out.bin`],
    },
    {
      name: `zig-${arch}-windows.dll`,
      truth: { ...windows, format: 'pe', kind: 'shared', linkage: 'dynamic' },
      make: [`zig build-lib -dynamic ${target} ${alone} answer.zig -femit-bin=out.bin`],
    },
    {
      name: `zig-${arch}-windows.obj`,
      truth: { ...windows, format: 'coff', kind: 'object', linkage: null },
      make: [`zig cc -c ${target}-gnu answer.c -o out.bin`],
    },
  ];
});

const forMacos: readonly Recipe[] = (['x86_64', 'aarch64'] as const).flatMap((arch) => {
  const macos = {
    format: 'macho',
    arch,
    os: 'macos',
    bits: 64,
    endian: 'little',
    findings: [],
  } as const satisfies Truth;
  return [
    {
      name: `zig-${arch}-macos`,
      truth: {
        ...macos,
        kind: 'pie',
        linkage: 'dynamic',
        interpreter: '/usr/lib/dyld',
        needed: ['/usr/lib/libSystem.B.dylib'],
      },
      make: [`zig build-exe -target ${arch}-macos ${alone} main.zig -femit-bin=out.bin`],
    },
    {
      name: `zig-${arch}-macos.dylib`,
      // Zig's linker names it in libraries too.
      truth: { ...macos, kind: 'shared', linkage: 'dynamic', interpreter: '/usr/lib/dyld' },
      make: [`zig build-lib -dynamic -target ${arch}-macos ${alone} answer.zig -femit-bin=out.bin`],
    },
    {
      name: `zig-${arch}-macos.o`,
      truth: { ...macos, kind: 'object', linkage: null, interpreter: null, needed: [] },
      make: [`zig cc -c -target ${arch}-macos answer.c -o out.bin`],
    },
  ];
});

const store = '/nix/store/00000000000000000000000000000000-answer/lib';

const withRunPath: Recipe = {
  name: 'zig-macos-run-path-in-nix-store',
  truth: { format: 'macho', os: 'macos', kind: 'pie', runPaths: [store], findings: ['PATH_IN_NIX_STORE'] },
  make: [`zig build-exe -target aarch64-macos ${alone} main.zig -rpath ${store} -femit-bin=out.bin`],
};

const macosPart = { format: 'macho', os: 'macos', kind: 'pie', linkage: 'dynamic', findings: [] } as const;

const universals: readonly Recipe[] = (['universal', 'universal-64'] as const).map((pack) => ({
  name: `by-hand-${pack}`,
  truth: {
    format: 'macho',
    kind: 'universal',
    os: 'macos',
    arch: null,
    findings: [],
    members: [
      { ...macosPart, arch: 'x86_64', name: 'x86_64' },
      { ...macosPart, arch: 'aarch64', name: 'aarch64' },
    ],
  },
  make: [
    `zig build-exe -target x86_64-macos ${alone} main.zig -femit-bin=x86_64`,
    `zig build-exe -target aarch64-macos ${alone} main.zig -femit-bin=aarch64`,
    { pack, files: ['x86_64', 'aarch64'] },
  ],
}));

const ofArchives: Recipe = {
  name: 'by-hand-universal-of-archives',
  truth: {
    format: 'macho',
    kind: 'universal',
    findings: [],
    members: (['x86_64', 'aarch64'] as const).map((arch) => ({
      format: 'archive',
      arch,
      name: arch,
      members: [{ format: 'macho', arch, kind: 'object', name: `${arch}.o` }],
    })),
  },
  make: [
    ...['x86_64', 'aarch64'].flatMap((arch) => [
      `zig cc -target ${arch}-macos -c answer.c -o ${arch}.o`,
      `zig ar --format=darwin rcs ${arch} ${arch}.o`,
    ]),
    { pack: 'universal', files: ['x86_64', 'aarch64'] },
  ],
};

const wasm = { format: 'wasm', arch: 'wasm32', bits: 32, endian: 'little', findings: [] } as const satisfies Truth;

const forWasm: readonly Recipe[] = [
  {
    name: 'zig-wasi.wasm',
    truth: { ...wasm, os: 'wasi', kind: 'executable', needed: ['wasi_snapshot_preview1'] },
    make: [`zig build-exe -target wasm32-wasi ${alone} main.zig -femit-bin=out.bin`],
  },
  {
    name: 'zig-freestanding.wasm',
    truth: { ...wasm, os: null, kind: 'module', needed: [] },
    make: [`zig build-exe -target wasm32-freestanding -fno-entry -rdynamic ${alone} answer.zig -femit-bin=out.bin`],
  },
  {
    name: 'zig-wasm64.wasm',
    truth: { ...wasm, arch: 'wasm64', bits: 64, os: null, kind: 'module' },
    make: [`zig build-exe -target wasm64-freestanding -fno-entry -rdynamic ${alone} answer.zig -femit-bin=out.bin`],
  },
  {
    name: 'zig-wasm64.o',
    truth: { ...wasm, arch: 'wasm64', bits: 64, kind: 'object', linkage: null },
    make: ['zig cc -target wasm64-freestanding -c answer.c -o out.bin'],
  },
  {
    name: 'zig-wasm.o',
    truth: { ...wasm, kind: 'object', linkage: null },
    make: ['zig cc -c -target wasm32-freestanding answer.c -o out.bin'],
  },
];

/** What zig makes for other systems and architectures. */
export const zigRecipes: readonly Recipe[] = [
  ...forElf,
  ...withLibc,
  ...forWindows,
  ...forMacos,
  withRunPath,
  ...universals,
  ofArchives,
  ...forWasm,
];
