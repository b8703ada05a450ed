import { composerFindings } from '@mkcross/composer';
import { coreFindings } from '@mkcross/core';
import { hostFindings } from '@mkcross/host';
import { inspectFindings } from '@mkcross/inspect';
import { verifyFindings } from '@mkcross/verify';
import { commandFindings } from '../findings/command-findings.ts';

/** The definitions of all codes that a command can print, by code. */
export const findingDefinitions = {
  ...coreFindings,
  ...composerFindings,
  ...hostFindings,
  ...inspectFindings,
  ...verifyFindings,
  ...commandFindings,
} as const;
