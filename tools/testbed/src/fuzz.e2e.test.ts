import { corpus, fuzz, setUp } from '@mkcross/testbed';

const seed = Number(process.env['MKCROSS_SEED'] ?? Date.now() % 1_000_000);
const seconds = Number(process.env['MKCROSS_FUZZ_SECONDS'] ?? 25);
/** Side by side, each with a seed of its own. */
const processes = 2;

const specimens = await corpus(await setUp(() => undefined), console.info);

it(
  'inspects whatever becomes of binaries: without an error, in 50 ms, in 64 MB, as its schema says',
  async () => {
    console.info(
      `seed ${seed}: set MKCROSS_SEED to have these changes again, MKCROSS_FUZZ_SECONDS to have more of them`,
    );
    const files = specimens.map(({ path }) => path);
    const outcomes = await Promise.all(
      Array.from({ length: processes }, (_, index) => fuzz({ files, seed: seed + index, seconds })),
    );
    const ms = Math.max(...outcomes.map(({ worst }) => worst.ms));
    const bytes = Math.max(...outcomes.map(({ worst }) => worst.bytes));
    const cases = outcomes.reduce((sum, one) => sum + one.cases, 0);
    console.info(
      `${cases} cases, the slowest ${ms.toFixed(1)} ms, at most ${bytes} bytes asked for beyond the file's size`,
    );
    console.info(JSON.stringify(outcomes.map(({ formats }) => formats)));
    expect(outcomes.map(({ fault }) => fault)).toEqual(outcomes.map(() => null));
    expect(cases).toBeGreaterThan(1000);
    const formats = new Set(outcomes.flatMap((one) => Object.keys(one.formats)));
    expect([...formats].toSorted()).toEqual(
      ['archive', 'coff', 'elf', 'llvm-bitcode', 'macho', 'pe', 'unknown', 'wasm'].toSorted(),
    );
  },
  (seconds + 3600) * 1000,
);
