import { checkPlugin, composerFindings } from '@mkcross/composer';
import { describeFinding, type Finding } from '@mkcross/core';
import type { Check } from '../check.ts';

/** The same check that mkcross makes when it loads a plugin. */
export const contract: Check = {
  title: 'is accepted by mkcross: its shape, its names of variables, and no variable that reaches every target',
  problems: ({ plugin }) => checkPlugin(plugin, plugin.meta).found.map(problemText),
};

const problemText = (finding: Finding) => `${finding.code}: ${describeFinding(composerFindings, finding).message}`;
