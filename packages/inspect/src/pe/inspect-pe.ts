import type { Finding } from '@mkcross/core';
import { inspectFindings as findings } from '../binary-findings.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { readerOf } from '../bytes/reader.ts';
import { toolchainDlls } from '../data/toolchain-dlls.ts';
import { damage } from '../inspect/file-findings.ts';
import type { Facts } from '../inspect/inspection.ts';
import type { DllImport, Hardening } from '../inspect/inspection-schema.ts';
import { readCodeView } from './code-view.ts';
import { cRuntime, dllClass } from './dll-class.ts';
import { oldestWindows } from './oldest-windows.ts';
import { isHybrid } from './arm64ec.ts';
import { hasRelocations, isManaged, readImports } from './pe-imports.ts';
import { peArch, subsystems } from './pe-names.ts';
import { readResources } from './pe-resources.ts';
import { readPeHeader, type PeHeader } from './pe-header.ts';
import { sizesInImage } from './pe-sections.ts';

const characteristic = { relocationsStripped: 0x1, dll: 0x2000 } as const;
const dllCharacteristic = { highEntropy: 0x20, dynamicBase: 0x40, nx: 0x100, guardCf: 0x4000 } as const;

/** What the headers of a PE file say; `at` is where its signature is. */
export function inspectPe(source: ByteSource, at: number, path: string): Facts {
  const where = { file: path };
  const reader = readerOf(source, true);
  const header = readPeHeader(reader, at);
  if (header === undefined) return { format: 'pe', findings: damage(path, ['the PE headers are cut off']) };
  const isDebug = holdsNoCode(header);
  const { dlls, problems } = isDebug ? { dlls: [], problems: [] } : readImports(reader, header);
  if (!isDebug && isManaged(header)) reader.cut('it is a .NET program, whose assemblies are not read');
  const imports = dlls.map((dll): DllImport => ({ name: dll.name, class: dllClass(dll.name), delayed: dll.delayed }));
  const codeView = readCodeView(reader, header);
  const crt = [...new Set(imports.flatMap(({ name }) => cRuntime(name) ?? []))].toSorted();
  const subsystem = subsystems[header.subsystem] ?? `subsystem-${header.subsystem}`;
  const isFirmware = subsystem.startsWith('efi-');
  const isDll = (header.characteristics & characteristic.dll) !== 0;
  const foreign = imports.filter((dll) => dll.class !== 'windows' && dll.class !== 'api-set');
  return {
    format: 'pe',
    arch: archOf(header.machine, isHybrid(reader, header)),
    os: isFirmware ? 'uefi' : 'windows',
    bits: header.is64 ? 64 : 32,
    endian: 'little',
    kind: isDebug ? 'debug' : isDll ? 'shared' : 'executable',
    linkage: isDebug ? null : isDll || foreign.length > 0 ? 'dynamic' : problems.length > 0 ? null : 'static',
    evidence: isDebug || problems.length > 0 ? [] : evidenceOf(subsystem, imports, foreign),
    needed: imports.map(({ name }) => name),
    oldest: isDebug || isFirmware ? [] : [`windows ${oldestWindows(header.subsystemVersion, imports)}`],
    imports,
    crt,
    subsystem,
    resources: isDebug ? null : readResources(reader, header),
    hardening: hardeningOf(header),
    debug: {
      info: header.sections.hasDebugInfo,
      symbols: header.symbolCount > 0,
      pdb: codeView === undefined || codeView.pdb === '' ? null : codeView.pdb,
    },
    buildId: codeView?.id ?? null,
    sections: sizesInImage(header.sections),
    findings: [
      ...damage(path, problems),
      ...dllFindings(foreign, path),
      ...(crt.length > 1 ? [findings.TWO_C_RUNTIMES({ crt }, where)] : []),
    ],
  };
}

/** What a debugger reads of a program that is elsewhere, as objcopy --only-keep-debug makes it. */
const holdsNoCode = ({ sections }: PeHeader) =>
  sections.named.some(({ name, memorySize, fileSize }) => name === '.text' && memorySize > 0 && fileSize === 0);

/** By the machine of the header, which says nothing of the second architecture in a hybrid image. */
function archOf(machine: number, isHybrid: boolean): string {
  const arch = peArch(machine);
  if (!isHybrid) return arch;
  return arch === 'x86_64' ? 'arm64ec' : arch === 'aarch64' ? 'arm64x' : arch;
}

const evidenceOf = (
  subsystem: string,
  imports: readonly DllImport[],
  foreign: readonly DllImport[],
): readonly string[] => [
  `the subsystem is ${subsystem}`,
  ...(imports.length === 0 ? ['it imports no DLL'] : []),
  ...(imports.length > 0 && foreign.length === 0 ? ['it imports no DLL but those that Windows has'] : []),
  ...foreign.map(({ name, class: owner }) => `it imports ${name} (${owner})`),
];

function hardeningOf(header: PeHeader): Hardening {
  const has = (flag: number) => (header.dllCharacteristics & flag) !== 0;
  const canMove =
    has(dllCharacteristic.dynamicBase) &&
    (header.characteristics & characteristic.relocationsStripped) === 0 &&
    hasRelocations(header);
  return {
    nx: has(dllCharacteristic.nx),
    relro: null,
    pie: null,
    aslr: canMove ? (has(dllCharacteristic.highEntropy) && header.is64 ? 'high-entropy' : 'yes') : 'no',
    cfg: has(dllCharacteristic.guardCf),
  };
}

/** DLLs that must be distributed with the program, or linked into it. */
function dllFindings(foreign: readonly DllImport[], path: string): readonly Finding[] {
  return foreign.map(({ name, class: owner }) => {
    const where = { file: path };
    const known = toolchainDlls.find(({ matches }) => matches.test(name.toLowerCase()));
    if (known !== undefined)
      return findings.DLL_OF_COMPILER({ dll: name, what: known.what, alternative: known.alternative }, where);
    return owner === 'redistributable'
      ? findings.DLL_OF_REDISTRIBUTABLE({ dll: name }, where)
      : findings.DLL_UNKNOWN({ dll: name }, where);
  });
}
