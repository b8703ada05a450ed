import { hex, type Reader } from '../bytes/reader.ts';
import type { PeHeader } from './pe-header.ts';

const debugDirectory = 6;
const entrySize = 28;
const mostEntries = 64;
const codeView = 2;
const rsds = 0x53445352;

/** The CodeView record of the debug directory: GUID and age as one id, and the path of the PDB. */
export function readCodeView(
  reader: Reader,
  header: PeHeader,
): { readonly id: string; readonly pdb: string } | undefined {
  const { address, size } = header.directories[debugDirectory] ?? { address: 0, size: 0 };
  const start = size === 0 ? undefined : header.sections.offsetOf(address);
  if (start === undefined) return undefined;
  for (let at = start; at + entrySize <= start + Math.min(size, entrySize * mostEntries); at += entrySize) {
    const entry = reader.view(at, entrySize);
    if (entry?.getUint32(12, true) !== codeView) continue;
    const place = entry.getUint32(24, true);
    const record = reader.view(place, 24);
    if (record?.getUint32(0, true) !== rsds) continue;
    const digits = (value: number, width: number) => value.toString(16).padStart(width, '0');
    const guid = [
      digits(record.getUint32(4, true), 8),
      digits(record.getUint16(8, true), 4),
      digits(record.getUint16(10, true), 4),
      hex(new Uint8Array(record.buffer, record.byteOffset + 12, 8)),
    ];
    return { id: `${guid.join('')}${record.getUint32(20, true).toString(16)}`, pdb: reader.text(place + 24) ?? '' };
  }
  return undefined;
}
