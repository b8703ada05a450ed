import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedFiles } from '../docs/generated-files.ts';
import type { Check } from './check.ts';

/** What is generated from code says what the code says. */
export const generated: Check = {
  title: 'generated files are as "npm run docs" makes them',
  problems: async ({ root }) => {
    const files = await generatedFiles(root);
    const states = await Promise.all(
      files.map(async ({ path, text }) => {
        const current = await readFile(join(root, path), 'utf8').catch(() => '');
        return current === text ? [] : [`${path} differs`];
      }),
    );
    return states.flat();
  },
};
