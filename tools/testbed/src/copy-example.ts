import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));

/** What shells and builds leave in a project; a Wine prefix that is being made has a name of its own, and changes meanwhile. */
const made = /\/(\.cargo|\.mkcross|\.rustup|\.wine(\.[^/]+)?|\.zig-cache|build|target|zig-out)$/;

/** Copies an example to a folder as it is in git, so that nothing was built or verified there before. */
export const copyExample = (example: string, folder: string): Promise<void> =>
  cp(join(examples, example), folder, { recursive: true, filter: (path) => !made.test(path) });
