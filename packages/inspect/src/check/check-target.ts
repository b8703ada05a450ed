import type { Finding } from '@mkcross/core';
import type { Inspection } from '../inspect/inspection-schema.ts';
import type { TargetFacts } from './expectation.ts';
import { failed } from './failures.ts';
import { libcOfFile } from './libc.ts';
import { archOfTarget, libcOfTarget } from './target-names.ts';

/** Whether a binary is for a target, as far as its headers tell. */
export function checkTarget(found: Inspection, target: Partial<TargetFacts>): readonly Finding[] {
  const { format, bits, endian, system, abi } = target;
  if (format !== undefined && found.format !== format) return [failed(found, 'format', format, found.format)];
  const arch = archOfTarget(target);
  return [
    ...(arch === undefined || found.arch === arch ? [] : [failed(found, 'arch', arch, found.arch)]),
    ...(bits === undefined || found.bits === bits ? [] : [failed(found, 'bits', String(bits), textOf(found.bits))]),
    ...(endian === undefined || found.endian === endian ? [] : [failed(found, 'endian', endian, found.endian)]),
    ...(system === undefined || isFor(found, target) ? [] : [failed(found, 'system', system, found.os)]),
    ...(abi === undefined || hasLibcOf(found, target) ? [] : [failed(found, 'abi', abi, libcOfFile(found) ?? null)]),
  ];
}

const textOf = (value: number | null) => (value === null ? null : String(value));

/** Systems of which ELF files carry a mark: a loader, a note or EI_OSABI. */
const marked: readonly string[] = ['freebsd', 'hurd', 'linux', 'netbsd', 'openbsd', 'solaris'];

/** Whether a binary is for the system of a target. An ELF file without a mark is for each system that writes none. */
function isFor({ format, os, interpreter }: Inspection, target: Partial<TargetFacts>): boolean {
  const { system = '' } = target;
  if (os !== null && systemNames(target).includes(os)) return true;
  if (format === 'wasm') return os === null;
  return format === 'elf' && os === 'linux' && interpreter === null && !marked.includes(system);
}

/** What inspections call the system of a target. Android is a Linux with another loader. */
function systemNames({ system = '', abi = '' }: Partial<TargetFacts>): readonly string[] {
  switch (system) {
    case 'linux':
      return abi === '' || abi.startsWith('android') ? ['android', 'linux'] : ['linux'];
    case 'android':
      return ['android', 'linux'];
    case 'cygwin':
      return ['windows'];
    case 'darwin':
      return ['macos'];
    case 'illumos':
      return ['solaris'];
    case 'ios':
    case 'tvos':
    case 'visionos':
    case 'watchos':
      return [system, `${system}-sim`];
    default:
      return [system];
  }
}

/** Whether an ELF file is linked with the C library of a target, as far as either tells. */
function hasLibcOf(found: Inspection, target: Partial<TargetFacts>): boolean {
  const [wanted, present] = [libcOfTarget(target), libcOfFile(found)];
  return found.format !== 'elf' || wanted === undefined || present === undefined || wanted === present;
}
