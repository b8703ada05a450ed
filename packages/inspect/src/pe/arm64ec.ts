import { wide, type Reader } from '../bytes/reader.ts';
import type { PeHeader } from './pe-header.ts';

const loadConfigDirectory = 10;
/** CHPEMetadataPointer in IMAGE_LOAD_CONFIG_DIRECTORY64 (winnt.h). */
const metadataAt = 200;

/**
 * Whether an image of 64 bits holds code of two architectures, ARM64 and what calls like x86-64 (Microsoft, "ARM64EC" and
 * "ARM64X"): its load configuration says so, whatever machine the header names.
 */
export function isHybrid(reader: Reader, header: PeHeader): boolean {
  const { address, size } = header.directories[loadConfigDirectory] ?? { address: 0, size: 0 };
  const start = header.is64 && address !== 0 && size !== 0 ? header.sections.offsetOf(address) : undefined;
  const config = start === undefined ? undefined : reader.view(start, metadataAt + 8);
  return config !== undefined && config.getUint32(0, true) >= metadataAt + 8 && wide(config, metadataAt, true) !== 0;
}
