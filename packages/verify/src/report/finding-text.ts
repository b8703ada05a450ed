import { coreFindings, describeFinding, type Finding, type FindingText } from '@mkcross/core';
import { findings } from '../findings/index.ts';

const definitions = { ...coreFindings, ...findings };

/** The text of a finding in a report. */
export const findingText = (finding: Finding): FindingText => describeFinding(definitions, finding);
