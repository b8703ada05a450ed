import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { archive, bytesOf, elf, macho, pe, universal } from '../test/small-binaries.ts';

const loader = '/lib64/ld-linux-x86-64.so.2\0';
const program = elf([[1, loader.length]], `${loader}libc.so.6\0`);

/** Where the headers of the segments of {@link elf} are: of what is loaded, of its interpreter, of its dynamic section. */
const header = { loaded: 64, interpreter: 120, dynamic: 176 } as const;

/** A copy with other bytes at a place. */
function patched(bytes: Uint8Array, at: number, ...parts: readonly (bigint | number | string)[]): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy.set(bytesOf(...parts), at);
  return copy;
}

describe('an ELF program', () => {
  it.each([
    ['whose header names an empty dynamic section at an offset that loaders do not use', 8, BigInt(program.length)],
    ['whose header says that the dynamic section is empty', 32, 0n],
  ])('%s needs what loaders find at its address', (_, at, value) => {
    const changed = patched(bytesOf(program, new Uint8Array(32)), header.dynamic + at, value);
    expect(inspect(changed, 'file')).toMatchObject({ linkage: 'dynamic', needed: ['libc.so.6'] });
  });

  it('with two dynamic sections needs what the last one says, as loaders take it', () => {
    const empty = bytesOf(2, 4, BigInt(program.length), BigInt(program.length), 0n, 16n, 16n, 8n);
    const changed = bytesOf(program, new Uint8Array(16));
    changed.set(empty, header.interpreter);
    expect(inspect(changed, 'file').needed).toEqual(['libc.so.6']);
  });

  it('of which pages are mapped over others is not judged', () => {
    // What the text at the end of the first mapping says is not what the program sees.
    const over = bytesOf(1, 4, BigInt(program.length), BigInt(program.length - 4), 0n, 4n, 4n, 8n);
    const changed = bytesOf(program, 'evil');
    changed.set(over, header.interpreter);
    const found = inspect(changed, 'file');
    expect(found).toMatchObject({ evidence: [] });
    expect(found.findings.map(({ code }) => code)).toContain('BINARY_DAMAGED');
  });

  it.each([
    ['a filter', 0x7fffffff],
    ['an auxiliary filter', 0x7ffffffd],
    ['an auditor', 0x6ffffefc],
    ['an auditor of what it needs', 0x6ffffefb],
  ])('needs %s', (_, tag) => {
    expect(inspect(elf([[tag, loader.length]], `${loader}evil.so\0`), 'file').needed).toEqual(['evil.so']);
  });

  it('is not static because its headers were read as those of another class', () => {
    // Linux looks at the machine alone, and runs it as what it is.
    const found = inspect(patched(patched(program, 4, '\x01'), 16, '\x02'), 'file');
    expect(found).toMatchObject({ kind: 'executable', linkage: null, evidence: [] });
    expect(found.findings.map(({ code }) => code)).toContain('BINARY_DAMAGED');
  });
});

describe('a PE program', () => {
  /** Where {@link pe} has the size of a data directory. */
  const sizeOf = (directory: number) => 64 + 24 + 112 + directory * 8 + 4;

  it('imports what its table names, whatever size the header gives the table', () => {
    const changed = patched(pe(['other.dll']), sizeOf(1), 0);
    expect(inspect(changed, 'file')).toMatchObject({ linkage: 'dynamic', needed: ['other.dll'] });
  });

  it('needs the DLLs that have what it exports', () => {
    // Behind the import table, at 0x1000 of memory and 512 of the file: an export table of one function, and its text.
    const base = pe(['KERNEL32.dll']);
    const at = base.length - 512 + 0x1000;
    const table = bytesOf(new Uint8Array(20), 1, 0, at + 40, 0, 0, at + 44, 'evil.function\0');
    const whole = patched(bytesOf(base, table), sizeOf(0) - 4, at, table.length);
    const longer = patched(whole, 64 + 24 + 240 + 16, whole.length - 512);
    expect(inspect(longer, 'file')).toMatchObject({
      linkage: 'dynamic',
      imports: [{ name: 'KERNEL32.dll' }, { name: 'evil.dll', delayed: true, class: 'other' }],
    });
  });

  it('of .NET is not called static, because its assemblies are not read', () => {
    const changed = patched(pe(['KERNEL32.dll']), sizeOf(14) - 4, 0x1000, 72);
    const found = inspect(changed, 'file');
    expect(found).toMatchObject({ linkage: null, evidence: [] });
    expect(found.findings.map(({ code }) => code)).toContain('INSPECTION_INCOMPLETE');
  });
});

describe('a thin archive', () => {
  const thin = (name: string) => {
    const bytes = Buffer.from(archive([[name, new Uint8Array(0)]]));
    bytes.write('!<thin>\n', 'latin1');
    return bytes;
  };

  it('alone is said not to have been looked into', () => {
    expect(inspect(thin('answer.o'), 'file').findings).toMatchObject([{ code: 'INSPECTION_INCOMPLETE' }]);
  });

  it('is what the files are that it names below its folder, and none is looked at elsewhere', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mkcross-thin-'));
    try {
      mkdirSync(join(folder, 'lib'));
      for (const path of ['a.o', 'lib/a.o']) writeFileSync(join(folder, path), program);
      const found = (name: string) => {
        const path = join(folder, 'lib/all.a');
        writeFileSync(path, thin(name));
        const { members, findings } = withFile(path, (source) => inspect(source, 'all.a'));
        return [members.map(({ format }) => format), findings.map(({ code }) => code)];
      };
      expect(found('a.o')).toEqual([['elf'], []]);
      for (const name of ['../a.o', '/etc/x', 'b.o', '.'])
        expect([name, found(name)]).toEqual([name, [[null], ['INSPECTION_INCOMPLETE']]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a universal file', () => {
  const parts = (...programs: readonly Uint8Array[]) => {
    const file = Buffer.from(bytesOf(universal(programs.length, new Uint8Array(0)), ...programs));
    let at = 8 + programs.length * 20;
    for (const [index, { length }] of programs.entries()) {
      file.writeUInt32BE(at, 8 + index * 20 + 8);
      file.writeUInt32BE(length, 8 + index * 20 + 12);
      at += length;
    }
    return inspect(file, 'file');
  };
  const good = macho(['/usr/lib/libSystem.B.dylib']);
  const bad = patched(macho(['@rpath/evil.dylib']), 4, 0x1000007);
  const arm = { arch: 'aarch64', bits: 64, endian: 'little', system: 'darwin', abi: '', format: 'macho' } as const;

  it('is held against what is expected with each of its parts', () => {
    expect(check(parts(good), { linkage: 'system', target: arm })).toEqual([]);
    expect(check(parts(good, bad), { linkage: 'system', target: arm })).toMatchObject([
      { code: 'LIBRARY_NOT_ALLOWED', where: { file: 'file(x86_64)' } },
    ]);
    expect(check(parts(good, bad), { libraries: [] })).toHaveLength(1);
  });

  it('has to have a part of the expected architecture', () => {
    expect(check(parts(bad), { target: arm })).toMatchObject([{ code: 'EXPECTATION_FAILED' }]);
  });
});
