import { isPublic, type Workspace } from '../repository.ts';
import type { Check } from './check.ts';

const sections = ['Install', 'Example', 'Options', 'What it adds to the shell'];

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
    ...(headings.join() === sections.join() ? [] : [`its parts are not ${sections.join(', ')}`]),
    ...(/^```/mu.test(example) ? [] : ['its example shows no code']),
  ].map((problem) => `${folder}/README.md: ${problem}`);
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
