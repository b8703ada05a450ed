import type { ByteSource } from '../bytes/byte-source.ts';
import { hex, readerOf, type Reader } from '../bytes/reader.ts';
import type { Facts } from '../inspect/inspection.ts';
import { is64Bit, isMachine, peArch } from './pe-names.ts';
import { readPeSections, type SymbolTable } from './pe-sections.ts';

/** ClassIDs as they stand in files: of an object with more than 65,279 sections (`/bigobj`), of one for the linker's compiler (`/GL`). */
const classIds = { big: 'c7a1bad1eebaa94baf20faf66aa4dcb8', late: '38feb30ca5d9ab4dac9bd6b6222653c2' } as const;

/**
 * What the header of an object file of Windows says, or of an import library's member ("Import Library Format");
 * undefined where it is neither: such files begin with the number of a machine, and no magic.
 */
export function inspectCoff(source: ByteSource): Facts | undefined {
  const reader = readerOf(source, true);
  const view = reader.view(0, 20);
  if (view === undefined) return undefined;
  if (view.getUint16(0, true) === 0 && view.getUint16(2, true) === 0xffff) {
    const machine = view.getUint16(6, true);
    if (!isMachine(machine)) return undefined;
    if (view.getUint16(4, true) === 0) return { ...factsOf(machine), kind: 'import' };
    const big = reader.view(0, 56);
    if (big !== undefined && classId(big) === classIds.late) return factsOf(machine);
    if (big === undefined || classId(big) !== classIds.big) return undefined;
    return {
      ...factsOf(machine),
      ...sectionFacts(reader, 56, big.getUint32(44, true), {
        offset: big.getUint32(48, true),
        count: big.getUint32(52, true),
        size: 20,
      }),
    };
  }
  const [machine, count, optional] = [view.getUint16(0, true), view.getUint16(2, true), view.getUint16(16, true)];
  const symbols = { offset: view.getUint32(8, true), count: view.getUint32(12, true), size: 18 };
  const fits = symbols.offset <= source.size && 20 + count * 40 <= source.size;
  if (!isMachine(machine) || !fits || optional !== 0 || count > 65_279) return undefined;
  return { ...factsOf(machine), ...sectionFacts(reader, 20, count, symbols) };
}

const classId = (view: DataView) => hex(new Uint8Array(view.buffer, view.byteOffset + 12, 16));

function factsOf(machine: number): Facts {
  const arch = peArch(machine);
  return {
    format: 'coff',
    arch,
    os: 'windows',
    bits: is64Bit(arch) ? 64 : 32,
    endian: 'little',
    kind: 'object',
  };
}

function sectionFacts(reader: Reader, at: number, count: number, symbols: SymbolTable): Facts {
  const sections = readPeSections(reader, at, Math.min(count, 100_000), symbols);
  return {
    sections: sections?.named.map(({ name, fileSize }) => ({ name, size: fileSize })) ?? [],
    debug: { info: sections?.hasDebugInfo ?? false, symbols: symbols.count > 0, pdb: null },
  };
}
