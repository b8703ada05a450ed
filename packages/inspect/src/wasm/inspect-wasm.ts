import type { ByteSource } from '../bytes/byte-source.ts';
import { viewOf } from '../bytes/reader.ts';
import { damage } from '../inspect/file-findings.ts';
import type { Facts } from '../inspect/inspection.ts';
import type { Kind } from '../inspect/inspection-schema.ts';
import { utf8 } from './wasm-bytes.ts';
import { componentImports, exportedNames, importedModules, memoryIs64 } from './wasm-imports.ts';
import { bytesOf, wasmSections } from './wasm-sections.ts';

const moduleSections = [
  'custom',
  'type',
  'import',
  'function',
  'table',
  'memory',
  'global',
  'export',
  'start',
  'element',
  'code',
  'data',
  'datacount',
  'tag',
];
const componentSections = [
  'custom',
  'core-module',
  'core-instance',
  'core-type',
  'component',
  'instance',
  'alias',
  'type',
  'canon',
  'start',
  'import',
  'export',
  'value',
];

/** What a WebAssembly file says (https://webassembly.github.io/spec/core/binary; "Linking" and "Dynamic Linking" of tool-conventions). */
export function inspectWasm(source: ByteSource, path: string): Facts {
  const head = source.read(0, Math.min(8, source.size));
  if (head.length < 8) return { format: 'wasm', findings: damage(path, ['the header is cut off']) };
  // A component has its layer in the upper half of the version.
  const layer = viewOf(head).getUint16(6, true);
  return layer === 0 ? inspectModule(source, path) : inspectComponent(source, path);
}

function inspectModule(source: ByteSource, path: string): Facts {
  const { sections, problems } = wasmSections(source, moduleSections);
  const of = (name: string) => bytesOf(source, sections, moduleSections.indexOf(name));
  const imports = of('import').flatMap((bytes) => importedModules(bytes, source));
  const needed = [...new Set(imports.map(({ module }) => module))].map(utf8);
  const custom = new Set(sections.flatMap((one) => (one.id === 0 ? [one.name] : [])));
  const is64 = imports.some((one) => one.memory64) || of('memory').some(memoryIs64);
  return {
    format: 'wasm',
    arch: is64 ? 'wasm64' : 'wasm32',
    os: needed.some((module) => module.startsWith('wasi')) ? 'wasi' : null,
    bits: is64 ? 64 : 32,
    endian: 'little',
    kind: kindOf(
      custom,
      of('export').flatMap((bytes) => exportedNames(bytes, source)),
    ),
    needed,
    debug: { info: custom.has('.debug_info'), symbols: custom.has('name'), pdb: null },
    sections: sections.slice(0, 1000).map(({ name, size }) => ({ name, size })),
    findings: damage(path, problems),
  };
}

function kindOf(custom: ReadonlySet<string>, exports: readonly string[]): Kind {
  if (custom.has('linking')) return 'object';
  if (custom.has('dylink.0') || custom.has('dylink')) return 'shared';
  return exports.includes('_start') ? 'executable' : 'module';
}

/** What a component says (https://github.com/WebAssembly/component-model, "Binary"). */
function inspectComponent(source: ByteSource, path: string): Facts {
  const { sections, problems } = wasmSections(source, componentSections);
  const of = (name: string) => bytesOf(source, sections, componentSections.indexOf(name));
  const needed = [...new Set(of('import').flatMap((bytes) => componentImports(bytes, source)))].map(utf8);
  return {
    format: 'wasm',
    arch: 'wasm32',
    os: needed.some((name) => name.startsWith('wasi:')) ? 'wasi' : null,
    bits: 32,
    endian: 'little',
    kind: 'component',
    needed,
    debug: { info: false, symbols: sections.some(({ id, name }) => id === 0 && name === 'component-name'), pdb: null },
    sections: sections.slice(0, 1000).map(({ name, size }) => ({ name, size })),
    findings: damage(path, problems),
  };
}
