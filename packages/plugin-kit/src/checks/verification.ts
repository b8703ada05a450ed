import type { Check } from '../check.ts';

/** Steps must fit one another: what is inspected or run was built, and something is inspected or run. */
export const verification: Check = {
  title: 'proves every target: what it builds is inspected and run',
  problems: ({ plugin }) =>
    plugin.targets.flatMap(({ triple, verification: steps }) => {
      const built = steps.flatMap((step) => (step.kind === 'build' ? [step.id] : []));
      const used = steps.flatMap((step) => (step.kind === 'build' ? [] : [step.of]));
      return [
        ...used
          .filter((id) => !built.includes(id))
          .map((id) => `${triple}: a step is about "${id}", which no step builds`),
        ...built
          .filter((id) => !used.includes(id))
          .map((id) => `${triple}: "${id}" is built, but neither inspected nor run`),
      ];
    }),
};
