/** V8's code cache of each module, by name. */
export type CompiledCode = ReadonlyMap<string, Buffer>;

/** The bytes of a cache file: a line of JSON with the build and the size of each module, then the code of each. */
export function compiledCodeFile(code: CompiledCode, build: string): Buffer {
  const sizes = [...code].map(([name, { length }]) => [name, length]);
  return Buffer.concat([Buffer.from(`${JSON.stringify({ build, sizes })}\n`), ...code.values()]);
}

/** Reads a cache file; empty if it is of another build. Throws if it is not a cache file. */
export function compiledCode(file: Buffer, build: string): CompiledCode {
  const end = file.indexOf('\n');
  const head: unknown = JSON.parse(file.toString('utf8', 0, end));
  if (!isHead(head) || head.build !== build) return new Map();
  const code = new Map<string, Buffer>();
  let start = end + 1;
  for (const [name, size] of head.sizes) {
    code.set(name, file.subarray(start, start + size));
    start += size;
  }
  // One that was cut off is of no use.
  return start === file.length ? code : new Map();
}

interface Head {
  readonly build: string;
  readonly sizes: readonly (readonly [name: string, size: number])[];
}

const isHead = (value: unknown): value is Head =>
  typeof value === 'object' &&
  value !== null &&
  'build' in value &&
  'sizes' in value &&
  Array.isArray(value.sizes) &&
  value.sizes.every((one) => Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'number');
