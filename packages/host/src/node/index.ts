export { detectHost } from '../detect-host.ts';
export { system } from './system.ts';
export { findProgram } from './find-program.ts';
export { fetchArchive, type ArchiveRequest } from './fetch/fetch-archive.ts';
export { fetchProgram, type Fetched, type FetchRequest } from './fetch/fetch-program.ts';
export { fetchSettings, type FetchSettings } from './fetch/fetch-settings.ts';
export { fetchSource, type FetchedSource, type SourceRequest } from './fetch/fetch-source.ts';
export {
  compareFiles,
  foreignFindings,
  isGenerated,
  staleFile,
  staleFiles,
  writeFiles,
  type FileState,
  type StaleFile,
  type WrittenProject,
} from './write-files.ts';
export { writeIo } from './write-io.ts';
export { lockIo } from './lock-io.ts';
