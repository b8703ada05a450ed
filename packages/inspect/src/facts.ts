/**
 * Facts about systems and targets, without the code that reads binaries: which libraries every machine has, and how
 * inspections spell what a target is called.
 */
export type { Expectation, ExpectedLinkage, TargetFacts } from './check/expectation.ts';
export { archOfTarget, libcOfTarget } from './check/target-names.ts';
export { elfLoaders, elfSystemLibraries, macosSystemFolders, wasiInterfaces } from './data/system-libraries.ts';
export { windowsApiSets, windowsDlls, windowsDllVersions } from './data/windows-dlls.ts';
