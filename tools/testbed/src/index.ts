export { cacheFolder, type Say } from './cache.ts';
export { develop, type Entry, type Outcome } from './develop.ts';
export { evaluate } from './evaluate.ts';
export { flakeCheck, flakeParts } from './flake-check.ts';
export { buildAndRun, expectedLinkage, type ExampleProgram, type Proof } from './proof/build-and-run.ts';
export { examplePrograms } from './proof/examples.ts';
export { archiveFormats, foreignNeeds, readBinary, type BinaryFacts } from './proof/read-binary.ts';
export { setUp } from './set-up.ts';
export type { Testbed } from './testbed.ts';
