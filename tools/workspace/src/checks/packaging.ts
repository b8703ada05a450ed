import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { isPublic } from '../repository.ts';
import type { Check } from './check.ts';

/** What npm would publish works for those who install it. */
export const packaging: Check = {
  title: 'publint has nothing to say about any public package',
  problems: async ({ root, workspaces }) => {
    const problems = workspaces.filter(isPublic).map(async ({ folder, manifest }) => {
      const { messages } = await publint({ pkgDir: join(root, folder), strict: true });
      return messages.map(
        (message) => `${folder}: ${formatMessage(message, manifest, { color: false }) ?? message.code}`,
      );
    });
    return (await Promise.all(problems)).flat();
  },
};
