import fc from 'fast-check';

/** A range of a file: offset and length in bytes. */
export type Range = readonly [offset: number, length: number];

/** Where a change is made: of the ranges that a reader looks at, or of all of the file. */
interface Place {
  readonly isLookedAt: boolean;
  readonly range: number;
  readonly at: number;
}

/** A change to a file, as data: whatever its numbers, it fits any file. */
export type Mutation =
  | { readonly kind: 'flip'; readonly place: Place; readonly bit: number }
  | {
      readonly kind: 'number';
      readonly place: Place;
      readonly bytes: 2 | 4 | 8;
      readonly isLittle: boolean;
      /** What is written: a number, or one that many more than the file's size or than the place itself. */
      readonly from: 'place' | 'size' | 'zero';
      readonly value: bigint;
    }
  | { readonly kind: 'copy'; readonly place: Place; readonly of: Place; readonly length: number }
  | { readonly kind: 'cut'; readonly place: Place };

const number = fc.nat({ max: 0x7fffffff });
const place: fc.Arbitrary<Place> = fc.record({
  isLookedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  range: number,
  at: number,
});
/** Numbers at which arithmetic and counts turn. */
const turning = [0, 1, 2, 4, 8, 12, 16, 32, 64, 255, 256, 4095, 4096, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff];
const value = fc.oneof(
  fc.constantFrom(...turning.map(BigInt), 0x80000000n, 0xffffffffn, 0x100000000n, 2n ** 53n, 2n ** 63n),
  fc.integer({ min: -64, max: 64 }).map(BigInt),
  number.map(BigInt),
);
const kind = <Kind extends Mutation['kind']>(name: Kind) => fc.constant(name);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: kind('flip'), place, bit: fc.nat({ max: 7 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('number'),
      place,
      bytes: fc.constantFrom<2 | 4 | 8>(2, 4, 8),
      isLittle: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      from: fc.constantFrom<'place' | 'size' | 'zero'>('zero', 'zero', 'size', 'place'),
      value,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('copy'), place, of: place, length: fc.integer({ min: 1, max: 256 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('cut'), place }) },
);

/** One to eight changes. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(mutation, { minLength: 1, maxLength: 8 });

/**
 * Changes a file where it stands, for copies of large ones would take longer than reading them: gives its bytes, fewer
 * where it was cut, and what undoes it all.
 */
export function mutate(
  file: Uint8Array,
  lookedAt: readonly Range[],
  changes: readonly Mutation[],
): { readonly bytes: Uint8Array; readonly undo: () => void } {
  let bytes = file;
  const before: { readonly at: number; readonly old: Uint8Array }[] = [];
  const write = (at: number, wanted: Uint8Array) => {
    if (at >= bytes.length) return;
    const written = wanted.subarray(0, bytes.length - at);
    before.push({ at, old: bytes.slice(at, at + written.length) });
    bytes.set(written, at);
  };
  const offsetOf = ({ isLookedAt, range, at }: Place) => {
    const [offset, length] = (isLookedAt ? lookedAt[range % lookedAt.length] : undefined) ?? [0, bytes.length];
    return offset + (at % Math.max(1, length));
  };
  for (const change of changes) {
    const at = offsetOf(change.place);
    switch (change.kind) {
      case 'flip':
        write(at, Uint8Array.of((bytes[at] ?? 0) ^ (1 << change.bit)));
        break;
      case 'number': {
        const from = { zero: 0, size: bytes.length, place: at }[change.from];
        write(at, numberBytes(BigInt(from) + change.value, change.bytes, change.isLittle));
        break;
      }
      case 'copy': {
        const start = offsetOf(change.of);
        write(at, bytes.slice(start, start + change.length));
        break;
      }
      case 'cut':
        bytes = bytes.subarray(0, at);
    }
  }
  const undo = () => {
    for (const { at, old } of before.toReversed()) file.set(old, at);
  };
  return { bytes, undo };
}

function numberBytes(value: bigint, length: 2 | 4 | 8, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
  const wanted = bytes.subarray(0, length);
  return isLittle ? wanted : wanted.toReversed();
}
