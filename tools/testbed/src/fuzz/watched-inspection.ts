import { Validator } from '@cfworker/json-schema';
import { inspect, inspectionSchema, type ByteSource, type Inspection } from '@mkcross/inspect';
import type { Range } from './mutations.ts';

/** What one inspection took. */
export interface Cost {
  /** Of processor time. */
  readonly ms: number;
  /** Asked of the source. */
  readonly bytes: number;
}

/** What no file may take, whatever is in it. */
export const limits = { ms: 50, megabytes: 64 } as const;

/** A slow moment of the machine is none of the reader's: what is too slow has to be so each time. */
const tries = 3;

const validator = new Validator({ ...inspectionSchema }, '2020-12');

/**
 * Inspects bytes, and throws where that throws, asks for what is not there or for more than the file has, takes too long
 * every time, or gives what its schema does not allow.
 */
export function watchedInspection(
  bytes: Uint8Array,
  name: string,
): { readonly found: Inspection; readonly cost: Cost } {
  let best = measured(bytes, name);
  for (let left = tries - 1; best.cost.ms > limits.ms && left > 0; left--) {
    const again = measured(bytes, name);
    if (again.cost.ms < best.cost.ms) best = again;
  }
  const { found, cost } = best;
  if (cost.ms > limits.ms) throw new Error(`it takes ${cost.ms.toFixed(0)} ms each time`);
  if (cost.bytes > 2 * bytes.length + (1 << 18)) throw new Error(`it asks for ${cost.bytes} bytes`);
  const printed: unknown = JSON.parse(JSON.stringify([found]));
  const { valid, errors } = validator.validate(printed);
  if (!valid) throw new Error(`it is not as its schema says: ${JSON.stringify(errors.slice(-3))}`);
  return best;
}

function measured(bytes: Uint8Array, name: string): { readonly found: Inspection; readonly cost: Cost } {
  const { source, asked } = watchedSource(bytes);
  const start = process.cpuUsage();
  const found = inspect(source, name);
  const { user, system } = process.cpuUsage(start);
  return { found, cost: { ms: (user + system) / 1000, bytes: asked() } };
}

function watchedSource(bytes: Uint8Array): { readonly source: ByteSource; readonly asked: () => number } {
  let sum = 0;
  const read = (offset: number, length: number) => {
    if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length))
      throw new Error(`it asks for ${length} bytes at ${offset} of ${bytes.length}`);
    sum += length;
    return bytes.subarray(offset, offset + length);
  };
  return { source: { size: bytes.length, read }, asked: () => sum };
}

/** The ranges of a file that an inspection looks at. */
export function rangesLookedAt(bytes: Uint8Array, name: string): readonly Range[] {
  const ranges: Range[] = [];
  const read = (offset: number, length: number) => {
    ranges.push([offset, length]);
    return bytes.subarray(offset, offset + length);
  };
  inspect({ size: bytes.length, read }, name);
  return ranges;
}
