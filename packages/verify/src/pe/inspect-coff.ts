import type { ByteSource } from '../bytes/byte-source.ts';
import { readerOf } from '../bytes/reader.ts';
import type { Facts } from '../inspect/inspection.ts';
import { readPeSections } from './pe-header.ts';
import { is64Bit, isMachine, peArch } from './pe-names.ts';

/** ClassID of an object with more than 65,279 sections (`/bigobj`), as it stands in the file. */
const bigObject = 'c7a1bad1eebaa94baf20faf66aa4dcb8';

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
    if (big === undefined || classId(big) !== bigObject) return undefined;
    return {
      ...factsOf(machine),
      ...sectionFacts(source, 56, big.getUint32(44, true), big.getUint32(48, true), big.getUint32(52, true), 20),
    };
  }
  const [machine, count, symbols] = [view.getUint16(0, true), view.getUint16(2, true), view.getUint32(8, true)];
  const optional = view.getUint16(16, true);
  const fits = symbols <= source.size && 20 + optional + count * 40 <= source.size;
  if (!isMachine(machine) || !fits || optional !== 0 || count > 65_279) return undefined;
  return { ...factsOf(machine), ...sectionFacts(source, 20, count, symbols, view.getUint32(12, true), 18) };
}

const classId = (view: DataView) =>
  Array.from({ length: 16 }, (_, index) =>
    view
      .getUint8(12 + index)
      .toString(16)
      .padStart(2, '0'),
  ).join('');

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

function sectionFacts(
  source: ByteSource,
  at: number,
  count: number,
  symbols: number,
  symbolCount: number,
  symbolSize: number,
): Facts {
  const sections =
    readPeSections(readerOf(source, true), at, Math.min(count, 100_000), symbols, symbolCount, symbolSize) ?? [];
  return {
    sections: sections.slice(0, 1000).map(({ name, fileSize }) => ({ name, size: fileSize })),
    debug: { info: sections.some(({ name }) => /^\.z?debug/.test(name)), symbols: symbolCount > 0, pdb: null },
  };
}
