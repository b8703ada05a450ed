import { inspectFindings, inspect as inspectBytes, check, type Expectation, type Inspection } from '@mkcross/inspect';
import { systemCode, systemReason, visibleLine, type Finding } from '@mkcross/core';
import { resolve } from 'node:path';
import { createColors } from 'picocolors';
import { exitCode } from '../exit-code.ts';
import { jsonText } from '../output/json-text.ts';
import { findingsText } from '../output/print-findings.ts';
import type { CommandContext } from '../command-context.ts';

/** Prints what the headers of files say and where they differ from what is expected. With `json`, one list of inspections. */
export function inspect(
  context: CommandContext,
  paths: readonly string[],
  { json, expected }: { readonly json: boolean; readonly expected: Expectation },
): number {
  const inspections = paths.map((path) => {
    const found = inspectFile(context, path);
    return { ...found, findings: [...found.findings, ...(found.format === null ? [] : check(found, expected))] };
  });
  const found = inspections.flatMap(findingsIn);
  if (json) (context.exact ?? context.out)(`${jsonText(inspections, 2)}\n`);
  else {
    context.out(inspections.map((one) => inspectionText(one, context.colour.out)).join('\n'));
    if (found.length > 0) context.err(`\n${findingsText(found, context.colour.err)}`);
  }
  return found.some(({ severity }) => severity === 'error') ? exitCode.findings : exitCode.done;
}

/** The findings of a file and of what is in it. */
const findingsIn = ({ findings: own, members }: Inspection): readonly Finding[] => [
  ...own,
  ...members.flatMap(findingsIn),
];

function inspectFile({ folder, machine }: CommandContext, path: string): Inspection {
  try {
    return machine.inspect(resolve(folder, path), path);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const empty = inspectBytes(new Uint8Array(), path);
    return { ...empty, findings: [inspectFindings.FILE_NOT_INSPECTED({ reason: systemReason(code) }, { file: path })] };
  }
}

/** A file as a person reads it. */
function inspectionText(found: Inspection, colour: boolean): string {
  const { bold, green, yellow } = createColors(colour);
  const { hardening, debug } = found;
  const what = [found.format, found.arch, found.os, found.kind].filter((part) => part !== null).join(', ');
  const linkage = found.linkage === null ? '' : (found.linkage === 'dynamic' ? yellow : green)(found.linkage);
  const hardened = [
    hardening.nx === null ? '' : `${hardening.nx ? '' : 'no '}NX`,
    hardening.relro === null ? '' : `RELRO ${hardening.relro}`,
    hardening.pie === null ? '' : `${hardening.pie ? '' : 'no '}PIE`,
    hardening.aslr === null ? '' : `ASLR ${hardening.aslr}`,
    hardening.cfg === null ? '' : `${hardening.cfg ? '' : 'no '}CFG`,
  ].filter((text) => text !== '');
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['linkage', linkage === '' ? [] : [linkage, ...found.evidence]],
    ['needs', found.imports.length > 0 ? found.imports.map(({ name, class: owner }) => `${name} (${owner})`) : []],
    ['run paths', found.runPaths],
    ['versions', Object.entries(found.requires).map(([library, version]) => `${library} ${version}`)],
    ['runs on', found.oldest.map((release) => `${release} and later`)],
    ['C runtime', found.crt],
    ['resources', resourceTexts(found.resources)],
    ['hardening', hardened.length === 0 ? [] : [hardened.join(', ')]],
    ['debugging', debugTexts(debug)],
    ['build id', found.buildId === null ? [] : [found.buildId]],
    ['sections', sectionsText(found.sections)],
    ['members', membersText(found.members)],
  ];
  const lines = rows.flatMap(([heading, values]) =>
    values.map((value, index) => `  ${(index === 0 ? heading : '').padEnd(9)}  ${visibleLine(value)}\n`),
  );
  return `${bold(visibleLine(found.path))}\n  ${what === '' ? 'unknown' : what}, ${sizeText(found.size)}\n${lines.join('')}`;
}

function debugTexts({ info, symbols, pdb }: Inspection['debug']): readonly string[] {
  const texts = [
    ...(info ? ['debug information'] : []),
    ...(symbols ? ['symbols'] : []),
    ...(pdb === null ? [] : [pdb]),
  ];
  return texts.length === 0 ? [] : [texts.join(', ')];
}

/** What Windows shows of a file: its names, its version, its icons. */
function resourceTexts(resources: Inspection['resources']): readonly string[] {
  if (resources === null) return [];
  const { fileVersion, texts, icons } = resources;
  const name = texts['ProductName'] ?? texts['FileDescription'];
  return [
    ...(fileVersion === null ? [] : [[name, `version ${fileVersion}`].filter((part) => part !== undefined).join(', ')]),
    ...(icons === 0 ? [] : [icons === 1 ? 'an icon' : `${icons} icons`]),
  ];
}

const shownSections = 5;

/** The largest sections, and how many others there are. */
function sectionsText(sections: Inspection['sections']): readonly string[] {
  const texts = sections
    .toSorted((a, b) => b.size - a.size)
    .slice(0, shownSections)
    .map(({ name, size }) => `${name} ${sizeText(size)}`);
  const others = sections.length - texts.length;
  return texts.length === 0 ? [] : [[...texts, ...(others === 0 ? [] : [`${others} others`])].join(', ')];
}

/** How many members of what kind: a library may have thousands. */
function membersText(members: readonly Inspection[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { format, arch, kind } of members) {
    const what = [format ?? 'other', arch, kind].filter((part) => part !== null).join(', ');
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${count} × ${what}`);
}

/** A size in bytes as people write it. */
function sizeText(bytes: number): string {
  if (bytes < 10_000) return `${bytes} bytes`;
  return bytes < 10_000_000 ? `${(bytes / 1000).toFixed(0)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
