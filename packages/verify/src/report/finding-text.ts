import { coreFindings, describeFinding, type Finding, type FindingText } from '@mkcross/core';
import { inspectFindings } from '@mkcross/inspect';
import { verifyFindings } from '../findings/verify-findings.ts';

const definitions = { ...coreFindings, ...inspectFindings, ...verifyFindings };

/** The text of a finding in a report. */
export const findingText = (finding: Finding): FindingText => describeFinding(definitions, finding);
