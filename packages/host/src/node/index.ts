export { system } from './system.ts';
export { findProgram } from './find-program.ts';
export { fetchProgram, indexOf, type Fetched, type FetchRequest } from './fetch/fetch-program.ts';
export { fetchArchive, fetchedPath, type Archive, type ArchiveRequest } from './fetch/fetch-archive.ts';
