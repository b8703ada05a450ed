import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { inspect, inspectionSchema, type ByteSource } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import fc from 'fast-check';
import {
  archive,
  bytesOf,
  elf,
  macho,
  memberHeader,
  pe,
  peWithResources,
  universal,
  version,
  versionBlock,
  wasm,
} from '../test/small-binaries.ts';

const interpreter = '/lib64/ld-linux-x86-64.so.2\0';
const needed = (name: number) => [1, name] as const;
const program = elf([needed(interpreter.length)], `${interpreter}libc.so.6\0`);
const named = peWithResources(version({ ProductName: 'Größe', Comments: '' }), 2);
const ofVersion = { fileVersion: '1.2.3.4', productVersion: '5.6.0.0' };
const object = bytesOf(0x8664, new Uint8Array(16));

/** A source that counts what it gives, and throws where it is asked for what it has not. */
function counted({ size, read }: ByteSource): { readonly source: ByteSource; readonly asked: () => number } {
  let sum = 0;
  const watched = (offset: number, length: number) => {
    if (!(offset >= 0 && length >= 0 && offset + length <= size)) throw new Error(`asks for ${length} at ${offset}`);
    sum += length;
    return read(offset, length);
  };
  return { source: { size, read: watched }, asked: () => sum };
}

const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** How many bytes are asked for of a file. */
function askedOf(bytes: Uint8Array): number {
  const { source, asked } = counted(bytesSource(bytes));
  inspect(source, 'file');
  return asked();
}

/** Bytes in front of nothing but zeros. */
const followedByZeros = (bytes: Uint8Array, size: number): ByteSource => ({
  size,
  read: (offset, length) => {
    const found = new Uint8Array(length);
    found.set(bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)));
    return found;
  },
});

const twoGigabytes = 2 ** 31;

/** Offset and length of bytes that a reader looks at. */
type Range = readonly [offset: number, length: number];

/** Numbers that are written over what a reader looks at: of 1 to 8 bytes, at a place in one of the ranges. */
const changes = fc.array(
  fc.record({ range: fc.nat(), at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) }),
  { minLength: 1, maxLength: 8 },
);

type Changes = readonly { readonly range: number; readonly at: number; readonly bytes: Uint8Array }[];

/** A file with changes where a reader looks. */
function changed(file: Uint8Array, lookedAt: readonly Range[], all: Changes): Uint8Array {
  const copy = new Uint8Array(file);
  for (const { range, at, bytes } of all) {
    const [offset, length] = lookedAt[range % lookedAt.length] ?? [0, 1];
    const place = offset + (at % Math.max(length, 1));
    copy.set(bytes.subarray(0, Math.max(copy.length - place, 0)), Math.min(place, copy.length));
  }
  return copy;
}

describe('what headers say', () => {
  it.each([
    ['elf', program, { kind: 'pie', linkage: 'dynamic', needed: ['libc.so.6'] }],
    ['pe', pe(['KERNEL32.dll', 'other.dll']), { linkage: 'dynamic', needed: ['KERNEL32.dll', 'other.dll'] }],
    ['pe', named, { resources: { ...ofVersion, texts: { ProductName: 'Größe', Comments: '' }, icons: 2 } }],
    ['pe', pe([]), { resources: null }],
    ['macho', macho(['/usr/lib/libSystem.B.dylib']), { kind: 'pie', needed: ['/usr/lib/libSystem.B.dylib'] }],
    ['wasm', wasm(['env', 'wasi_snapshot_preview1']), { os: 'wasi', needed: ['env', 'wasi_snapshot_preview1'] }],
    ['archive', archive([['answer.o', object]]), { kind: 'archive', arch: 'x86_64' }],
    ['coff', object, { kind: 'object', os: 'windows' }],
    ['macho', universal(1, macho([])), { kind: 'universal' }],
  ])('reads %s', (format, bytes, facts) => {
    expect(inspect(bytes, 'file')).toMatchObject({ format, ...facts });
  });
});

describe('whatever bytes there are', () => {
  const validator = new Validator({ ...inspectionSchema }, '2020-12');
  const specimens = [
    program,
    pe(['KERNEL32.dll', 'other.dll']),
    named,
    macho(['/usr/lib/libSystem.B.dylib', '@rpath/libanswer.dylib']),
    wasm(['env', 'wasi_snapshot_preview1']),
    archive([
      ['answer.o', object],
      ['program', program],
    ]),
    universal(2, macho([])),
  ].map((bytes) => {
    const lookedAt: Range[] = [];
    const read = (offset: number, length: number) => {
      lookedAt.push([offset, length]);
      return bytes.subarray(offset, offset + length);
    };
    inspect({ size: bytes.length, read }, 'file');
    return { bytes, lookedAt };
  });

  it('gets an answer as the schema describes it, and is asked for no more than it has', () => {
    fc.assert(
      fc.property(fc.constantFrom(...specimens), changes, ({ bytes, lookedAt }, all) => {
        const { source, asked } = counted(bytesSource(changed(bytes, lookedAt, all)));
        const printed: unknown = JSON.parse(JSON.stringify([inspect(source, 'file')]));
        expect(validator.validate(printed).errors).toEqual([]);
        expect(asked()).toBeLessThanOrEqual(2 * bytes.length + (1 << 18));
      }),
      { numRuns: 500 },
    );
  });

  it('gets an answer if it is cut off anywhere', () => {
    for (const { bytes } of specimens)
      for (let size = 0; size <= bytes.length; size++)
        expect(inspect(bytes.subarray(0, size), 'file')).toMatchObject({ size });
  });
});

describe('what is behind a limit', () => {
  const sizes = { dlls: 4097, members: 20_001, commands: 10_001, entries: 10_001, names: 10_001 };
  const manyNames = bytesOf('\0asm', 1, wasm(Array(sizes.names).fill('m')).subarray(8));
  const needed = Array.from({ length: sizes.entries }, () => [1, 1] as const);

  it.each([
    ['DLLs', pe(Array(sizes.dlls).fill('a.dll'))],
    ['system DLLs, and another behind them', pe([...Array<string>(sizes.dlls).fill('KERNEL32.dll'), 'evil.dll'])],
    ['members of an archive', archive(Array(sizes.members).fill(['a', bytesOf('text')]))],
    ['load commands', macho(Array(sizes.commands).fill('/usr/lib/libSystem.B.dylib'))],
    ['entries of a dynamic section', elf(needed, interpreter)],
    [
      'sections of WebAssembly',
      bytesOf(
        '\0asm',
        1,
        new Uint8Array(2 * sizes.names).fill(0).map((_, at) => (at % 2 === 0 ? 1 : 0)),
      ),
    ],
    ['imports of WebAssembly', manyNames],
    ['archives in archives', nested(4)],
  ])('is said to be unknown: %s', (_, bytes) => {
    const all = [inspect(bytes, 'file')];
    for (const one of all) all.push(...one.members);
    const isIncomplete = ({ code }: { readonly code: string }) => code === 'INSPECTION_INCOMPLETE';
    const cut = all.filter(({ findings }) => findings.some(isIncomplete));
    expect(cut).toMatchObject([{ linkage: null, evidence: [] }]);
    expect(cut.flatMap(({ findings }) => findings.filter(isIncomplete)).map(({ severity }) => severity)).toEqual([
      'error',
    ]);
  });

  it('is not there for files below the limits', () => {
    for (const bytes of [
      pe(Array(4000).fill('KERNEL32.dll')),
      program,
      macho(['/usr/lib/libSystem.B.dylib']),
      nested(2),
    ])
      expect(inspect(bytes, 'file').findings.map(({ code }) => code)).not.toContain('INSPECTION_INCOMPLETE');
  });
});

describe('the work', () => {
  it.each([
    ['names that lie over each other', elf(overlappingNames(), `${interpreter}${'x'.repeat(4000)}\0`)],
    ['a universal file of many parts that are one', universal(40, archive(Array(1000).fill(['a.o', object])))],
    ['a universal file that holds itself', universal(40, 'itself')],
    ['an archive of archives', nested(2000)],
    ['an archive of ten thousand archives', archive(Array(10_000).fill(['a', archive([])]))],
    ['a table of versions that goes on and on', elf([...versions(1000, 0), [0x6fffffff, 65_535]], interpreter, loop())],
    ['modules without end', bytesOf('\0asm', 1, '\x02\xff\xff\xff\x7f\xff\xff\xff\x7f', new Uint8Array(1000))],
    ['sections of nothing', bytesOf('\0asm', 1, new Uint8Array(60_000).fill(1))],
    ['ten thousand DLLs', pe(Array(10_000).fill('a.dll'))],
    ['five thousand icons', peWithResources(version({}), 5000)],
    ['texts without end', peWithResources(versionBlock('VS_VERSION_INFO', new Uint8Array(60_000)), 1)],
  ])('has a bound: %s', (_, bytes) => {
    expect(askedOf(bytes)).toBeLessThanOrEqual(2 * bytes.length + (1 << 18));
  });

  it('says where it stopped for tables that ask for more than the file has', () => {
    const bytes = elf(overlappingNames(), `${interpreter}${'x'.repeat(4000)}\0`);
    expect(inspect(bytes, 'file').findings.map(({ code, data }) => `${code} ${JSON.stringify(data)}`)).toContainEqual(
      expect.stringContaining('its tables ask for more than the file has'),
    );
  });

  it('is the same for a program with two gigabytes behind it, and for a member of as much', () => {
    for (const [small, large] of [
      [program, followedByZeros(program, twoGigabytes)],
      [
        archive([['program', program]]),
        followedByZeros(bytesOf('!<arch>\n', memberHeader('program', twoGigabytes), program), twoGigabytes + 68),
      ],
    ] as const) {
      const { source, asked } = counted(large);
      const { findings, kind, needed, members } = inspect(source, 'file');
      expect({ findings, kind, needed }).toMatchObject({ findings: [], needed: inspect(small, 'file').needed, kind });
      expect(members.map((member) => member.needed)).toEqual(inspect(small, 'file').members.map((one) => one.needed));
      expect(Math.abs(asked() - askedOf(small))).toBeLessThan(1024);
    }
  });

  it('is the same for a file on the disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mkcross-inspect-'));
    try {
      const path = join(folder, 'program');
      const file = openSync(path, 'w');
      writeSync(file, program);
      ftruncateSync(file, twoGigabytes);
      closeSync(file);
      expect(withFile(path, (source) => inspect(source, 'file'))).toEqual({
        ...inspect(program, 'file'),
        size: twoGigabytes,
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Each library's name is a part of that before it. */
function overlappingNames() {
  return Array.from({ length: 2000 }, (_, index) => needed(interpreter.length + index));
}

function nested(depth: number): Uint8Array {
  let bytes = archive([]);
  for (let level = 0; level < depth; level++) bytes = archive([['a', bytes]]);
  return bytes;
}

/** A table of needed versions right behind the texts. */
function versions(count: number, at: number) {
  const behind = 64 + 3 * 56 + 32 + (count + 3) * 16 + interpreter.length + at;
  return [[0x6ffffffe, behind] as const, ...Array.from({ length: count }, () => needed(0))];
}

/** Records of 65,535 versions each, every one a byte behind that before it. */
function loop(): Uint8Array {
  return bytesOf(...Array.from({ length: 4000 }, () => [0xffff_0001, 0, 1, 1]).flat());
}
