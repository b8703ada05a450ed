import type { Check } from './check.ts';
import { fileNames, packageNames } from './names.ts';
import { readmes, rootReadme } from './readmes.ts';
import { references } from './references.ts';
import { shape } from './shape.ts';

/** Every rule of the repository that no other tool knows, in the order in which they are reported. */
export const checks: readonly Check[] = [packageNames, fileNames, shape, references, readmes, rootReadme];
