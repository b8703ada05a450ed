import { isPublic, type Workspace } from '../repository.ts';
import type { Check } from './check.ts';

/** The parts, each as a list of the headings of which it has some. */
const sections = [['Install'], ['Example'], ['Toolchains', 'Options'], ['What it adds to the shell']];

/** Every README answers the same questions in the same order. */
export const readmes: Check = {
  title: 'each public package has a README of the five parts: one sentence, install, example, options, what it adds',
  problems: ({ workspaces }) => workspaces.filter(isPublic).flatMap(problemsOf),
};

function problemsOf({ folder, readme, manifest }: Workspace): readonly string[] {
  if (readme === '') return [`${folder}/README.md is missing`];
  const [intro = '', ...parts] = readme.split(/^## /mu);
  const [title, ...paragraphs] = intro.trim().split(/\n{2,}/u);
  const headings = parts.map((part) => part.split('\n', 1)[0]);
  const example = parts[headings.indexOf('Example')] ?? '';
  return [
    ...(title === `# ${String(manifest['name'])}` ? [] : ["its title is not the package's name"]),
    ...(paragraphs.length === 1 && isSentence(paragraphs[0])
      ? []
      : ['it does not say in one sentence what the package is']),
    ...(hasParts(headings) ? [] : [`its parts are not ${sections.map((names) => names.join(' or ')).join(', ')}`]),
    ...(/^```/mu.test(example) ? [] : ['its example shows no code']),
  ].map((problem) => `${folder}/README.md: ${problem}`);
}

/** Whether the headings are those of the parts, in this order. */
function hasParts(headings: readonly (string | undefined)[]): boolean {
  const known = sections.flat();
  const positions = headings.map((heading) => known.indexOf(heading ?? ''));
  const isOrdered = positions.every((position, index) => position > (positions[index - 1] ?? -1));
  return isOrdered && sections.every((names) => names.some((name) => headings.includes(name)));
}

function isSentence(text = ''): boolean {
  return text.endsWith('.') && !/[.!?]\s/u.test(text);
}

/** The first page is read in a minute. */
export const rootReadme: Check = {
  title: 'the README of the repository has at most 40 lines',
  problems: ({ readme }) => {
    const lines = readme.trimEnd().split('\n').length;
    if (readme === '') return ['README.md is missing'];
    return lines > 40 ? [`README.md has ${lines} lines`] : [];
  },
};
