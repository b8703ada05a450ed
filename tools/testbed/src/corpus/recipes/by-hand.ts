import type { Recipe, Truth } from '../specimen.ts';

const hex = (text: string) => Buffer.from(text).toString('hex');
/** Text as WebAssembly has it, behind its length. */
const name = (text: string) =>
  Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]).toString('hex');
/** A section of WebAssembly, behind its kind and length. */
const section = (id: string, content: string) => `${id}${(content.length / 2).toString(16).padStart(2, '0')}${content}`;

const module = '0061736d01000000';
const wasm = { format: 'wasm', arch: 'wasm32', bits: 32, endian: 'little', findings: [] } as const satisfies Truth;

const ofWasm: readonly Recipe[] = [
  {
    name: 'by-hand-component.wasm',
    truth: { ...wasm, os: 'wasi', kind: 'component', needed: ['mine', 'wasi:cli/environment@0.2.0'] },
    make: [
      {
        at: 0,
        // An empty instance as the first type; an instance of that type, and a function.
        put: `0061736d0d000100${section('07', '014200')}${section('0a', `0200${name('wasi:cli/environment@0.2.0')}0500` + `00${name('mine')}0100`)}`,
      },
    ],
  },
  {
    name: 'by-hand-not-of-ascii.wasm',
    truth: { ...wasm, os: null, kind: 'module', needed: ['größe', '大きさ'] },
    make: [
      {
        at: 0,
        put: `${module}${section('01', '01600000')}${section(
          '02',
          ['größe', '大きさ'].map((one) => `${name(one)}${name('f')}0000`).reduce((all, one) => all + one, '02'),
        )}`,
      },
    ],
  },
  {
    name: 'by-hand-shared.wasm',
    truth: { ...wasm, kind: 'shared', needed: [] },
    make: [{ at: 0, put: `${module}${section('00', `${name('dylink.0')}010400000000`)}` }],
  },
];

const coff = {
  format: 'coff',
  arch: 'x86_64',
  os: 'windows',
  bits: 64,
  linkage: null,
  findings: [],
} as const satisfies Truth;

const ofWindows: readonly Recipe[] = [
  // What cl /GL writes: a class of its own behind version 1 and the machine, and nothing that others can read.
  {
    name: 'by-hand-for-later.obj',
    truth: { ...coff, kind: 'object' },
    make: [{ at: 0, put: `0000ffff010064860000000038feb30ca5d9ab4dac9bd6b6222653c2${'00'.repeat(40)}` }],
  },
  // One section, no symbols, and a table of strings behind them that holds its name: at 4, in digits of base 64.
  {
    name: 'by-hand-name-in-base-64.obj',
    truth: { ...coff, kind: 'object', debugInfo: true },
    make: [
      {
        at: 0,
        put: `648601000000000041000000${'00'.repeat(8)}${hex('//AAAAAE')}${'00'.repeat(32)}${'00'.repeat(5)}10000000${hex('.debug_info\0')}`,
      },
    ],
  },
];

const universal = { format: 'macho', kind: 'universal' } as const satisfies Truth;
const part = (offset: string, size: string) => `0100000700000003${offset}${size}00000000`;

const ofThemselves: readonly Recipe[] = [
  {
    name: 'by-hand-universal-in-itself',
    truth: { ...universal, findings: [] },
    make: [{ at: 0, put: `cafebabe00000002${part('00000000', '00000030')}${part('00000000', '00000030')}` }],
  },
  {
    name: 'by-hand-universal-of-parts-outside',
    truth: { ...universal, findings: ['BINARY_DAMAGED'] },
    make: [{ at: 0, put: `cafebabe00000001${part('fffff000', 'ffffffff')}` }],
  },
];

/** A program for the PowerPC of old, whose numbers begin with the highest byte: no commands, nothing needed. */
const bigEndian: Recipe = {
  name: 'by-hand-powerpc-macos',
  truth: {
    format: 'macho',
    arch: 'powerpc',
    os: 'macos',
    bits: 32,
    endian: 'big',
    kind: 'executable',
    linkage: 'static',
    findings: [],
  },
  make: [{ at: 0, put: `feedface0000001200000000000000020000000000000000${'00'.repeat(4)}` }],
};

/** Files of which every byte is known. */
export const byHandRecipes: readonly Recipe[] = [bigEndian, ...ofWasm, ...ofWindows, ...ofThemselves];
