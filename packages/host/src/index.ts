export type { FileStatus, FileSystem, Programs, ScriptRun, System, Variables } from './system.ts';
export { detectHost, type NodeMachine } from './detect-host.ts';
export { installCommand, proposedManagers, type Missing } from './locate/install-command.ts';
export { hostProbe, type HostProbe, type ProbedMachine } from './locate/host-probe.ts';
export { locate } from './locate/locate.ts';
export { groupByLookup, requiredTools, type Required } from './locate/required-tools.ts';
export type {
  FoundTool,
  LibraryFolders,
  LibraryLocation,
  ToolLocation,
  ToolLocations,
} from './locate/tool-locations.ts';
export { compareVersions, isOfSeries } from './locate/version.ts';
export { expandPath } from './lookup/expand-path.ts';
export {
  findFolder,
  findProgramBy,
  type Folder,
  type FoundProgram,
  type Lookup,
  type LookupMachine,
} from './lookup/lookup.ts';
export type { IndexedFile, Wheel } from './fetch/choose-wheel.ts';
export {
  downloaded,
  downloadSource,
  sourceName,
  type DownloadSource,
  type Provision,
  type PypiSource,
  type UrlSource,
} from './fetch/download-source.ts';
export { fetchLimits, type FetchLimits } from './fetch/fetch-limits.ts';
export type { UnpackedFile } from './fetch/fetched-record.ts';
export { lockSchema } from './lock/lock-schema.ts';
export { lockTools, type Relocked } from './lock/lock-tools.ts';
export { lockText, parseLock, type LockedTool, type LockedTools, type ToolLock } from './lock/tool-lock.ts';
export type { HostFile, HostLink } from './shell/host-files.ts';
export { hostShell, withShell, type HostHook, type HostShell } from './shell/host-shell.ts';
export {
  fetchablePackages,
  locateShell,
  toolFindings,
  withFetched,
  type Fetchable,
  type LocatedShell,
  type ShellRequest,
} from './shell/locate-shell.ts';
export { enterShell, makeShell, type Entering, type MadeShell } from './shell/make-shell.ts';
export type { RenderContext } from './shell/render-value.ts';
export { environmentOf, runHooks, type HookRun } from './shell/run-hooks.ts';
export { isOfHostShell, shellPaths, type ShellPaths } from './shell/shell-paths.ts';
export { chooseShell, entryInShell, isInShell, type ShellChoice } from './shell/shell-choice.ts';
export { binFolder, programPath, projectFolders, type Folders } from './shell/state-folder.ts';
export { cacheFolder, encodedPath, stateFolder } from './shell/user-folders.ts';
export { projectFoldersOf } from './shell/project-folders.ts';
export { writeShell } from './shell/write-shell.ts';
export type { Entry, WriteIo } from './write/write-io.ts';
export { writerIn, type PreparedFile, type WriteBase, type Writer } from './write/writer.ts';
export { cargoConfig, type CargoConfig } from './print/cargo-config.ts';
export { envFormats, envText, type EnvFormat } from './print/env-text.ts';
export { checkCargoConfig } from './doctor/cargo-config.ts';
export { examine } from './doctor/examine.ts';
export type { Examination, ExaminedLibrary, ExaminedTool } from './doctor/examination.ts';
export { changedFindings, originFindings } from './doctor/fetched-findings.ts';
export { hostFindings } from './findings/host-findings.ts';
export { withLock, type Lock, type LockIo } from './write/lock.ts';
