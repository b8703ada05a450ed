import { compose, modelOf, parseConfig, renderFlake, renderFolder } from '@mkcross/composer';
import { API_VERSION, definePlugin, type ToolchainPlugin, type Triple } from '@mkcross/core';
import { printTable, ratio } from './table.ts';

const sizes = [10, 100, 1000] as const;
const rounds = 7;

/** A call in milliseconds: those of the clock, and those that the processors were at work for this process, which others do not lengthen. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

function costOf(call: () => void): Cost {
  const before = process.cpuUsage();
  const start = performance.now();
  call();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1000 };
}

/** How the time of `generate` grows with the number of plugins, each of which builds for a target of its own. */
export function benchGrowth(): void {
  const rows = sizes.map((size) => {
    const plugins = Array.from({ length: size }, (_, index) => synthetic(index));
    const { parsed: config } = parseConfig(configOf(plugins));
    if (config === undefined) throw new Error('the synthetic config is wrong');
    const composing = Array.from({ length: rounds }, () => costOf(() => compose(config, plugins)));
    const model = modelOf(compose(config, plugins));
    const rendering = Array.from({ length: rounds }, () =>
      costOf(() => {
        renderFlake(model);
        renderFolder(model);
      }),
    );
    const least = (costs: readonly Cost[]): Cost => ({
      wall: Math.min(...costs.map(({ wall }) => wall)),
      cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    });
    return { size, first: composing[0] ?? least([]), compose: least(composing), render: least(rendering) };
  });
  const cost = ({ wall, cpu }: Cost) => `${wall.toFixed(1)} (${cpu.toFixed(1)})`;
  printTable(
    'Growth: plugins that build for a target each, ms of the clock (of the processors), the least of 7 (goals: 60 ms to compose 1000; linear)',
    [
      ['plugins and targets', 'compose, first', 'compose', 'of the size before', 'render'],
      ...rows.map(({ size, first, compose: composed, render }, index) => [
        String(size),
        cost(first),
        cost(composed),
        index === 0 ? '' : ratio(composed.cpu / (rows[index - 1]?.compose.cpu ?? 1)),
        cost(render),
      ]),
    ],
  );
}

const synthetic = (index: number): ToolchainPlugin => {
  const id = `synthetic${index}`;
  const triple: Triple = `x${index}-unknown-none`;
  return definePlugin({
    apiVersion: API_VERSION,
    meta: { id, package: `mkcross-plugin-${id}`, summary: `Builds for ${triple}.` },
    targets: [
      {
        triple,
        arch: `x${index}`,
        bits: 64,
        endian: 'little',
        system: 'none',
        abi: 'none',
        format: 'elf',
        executableSuffix: '',
        names: { gnu: triple },
      },
    ],
    toolchains: [
      {
        id: 'gcc',
        targets: { [triple]: {} },
        languages: ['c'],
        package: { why: 'Compiles.', nix: { attr: [`cc${index}`] }, prefixes: [''] },
        programs: { cc: { name: 'gcc' }, ar: { name: 'ar' } },
        linkage: 'static',
      },
    ],
  });
};

function configOf(plugins: readonly ToolchainPlugin[]): string {
  const quoted = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ');
  const packages = plugins.map(({ meta }) => meta.package);
  const triples = plugins.flatMap(({ targets }) => (targets ?? []).map(({ triple }) => triple));
  return `plugins = [${quoted(packages)}]\ntargets = [${quoted(triples)}]\n`;
}
