import { compose, modelOf, parseConfig, renderFlake, renderFolder } from '@mkcross/composer';
import { API_VERSION, definePlugin, type ToolchainPlugin, type Triple } from '@mkcross/core';
import { printTable, ratio } from './table.ts';

const sizes = [10, 100, 1000] as const;

/** How the time of `generate` grows with the number of plugins, each of which builds for a target of its own. */
export function benchGrowth(): void {
  const rows = sizes.map((size) => {
    const plugins = Array.from({ length: size }, (_, index) => synthetic(index));
    const { parsed: config } = parseConfig(configOf(plugins));
    if (config === undefined) throw new Error('the synthetic config is wrong');
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      const model = modelOf(compose(config, plugins));
      renderFlake(model);
      renderFolder(model);
      return performance.now() - start;
    });
    return { size, ms: Math.min(...times) };
  });
  printTable(
    'Growth: compose and render with plugins that build for a target each (goal: linear, 10 times for 10 times)',
    [
      ['plugins and targets', 'ms', 'of the size before'],
      ...rows.map(({ size, ms }, index) => [
        String(size),
        ms.toFixed(1),
        index === 0 ? '' : ratio(ms / (rows[index - 1]?.ms ?? 1)),
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
