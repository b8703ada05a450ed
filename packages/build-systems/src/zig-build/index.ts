import type { Adapter, AdapterInput, Contribution } from '../adapter.ts';
import { zigProject } from './project.ts';
import body from './zig.sh';

/** The options of `zig build` by which it starts programs with a runner that is on PATH. */
const options: readonly (readonly [RegExp, string])[] = [
  [/^darling$/, '-fdarling'],
  [/^qemu-/, '-fqemu'],
  [/^wasmtime$/, '-fwasmtime'],
  [/^wine$/, '-fwine'],
];

function shell(inputs: readonly AdapterInput[]): Contribution {
  const [tool] = inputs
    .flatMap(({ toolchain }) => (toolchain.zig === undefined ? [] : [toolchain.zig.tool]))
    .toSorted();
  if (tool === undefined) return {};
  const commands = inputs.flatMap(({ runs }) => (typeof runs === 'object' ? [runs.command] : []));
  const list = options.filter(([command]) => commands.some((one) => command.test(one))).map(([, option]) => option);
  return { programs: { zig: { values: { zig: [{ tool }], options: { list } }, body } } };
}

/** `zig build`. zig itself knows the targets; it needs to be told which runners the shell has. */
export const zigBuild: Adapter = {
  id: 'zig-build',
  builds: 'zig',
  needs: ['zig'],
  target: () => ({}),
  shell,
  project: zigProject,
};
