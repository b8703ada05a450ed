import { composerFindings } from '@mkcross/composer';
import { coreFindings } from '@mkcross/core';
import { hostFindings } from '@mkcross/host';
import { inspectFindings } from '@mkcross/inspect';
import { verifyFindings } from '@mkcross/verify';
import { findings } from '../findings/index.ts';

/** The definitions of all codes that a command can print, by code. */
export const findingDefinitions = {
  ...coreFindings,
  ...composerFindings,
  ...hostFindings,
  ...inspectFindings,
  ...verifyFindings,
  ...findings,
} as const;
