import { composerFindings } from '@mkcross/composer';
import { describeFinding, type Finding } from '@mkcross/core';

/** The message and hint of a finding; empty where there is none. */
export const textOf = (finding: Finding | undefined) =>
  finding === undefined ? { message: '', hint: '' } : describeFinding(composerFindings, finding);
