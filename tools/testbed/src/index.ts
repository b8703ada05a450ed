export { cacheFolder, type Say } from './cache.ts';
export { copyExample } from './copy-example.ts';
export { corpus } from './corpus/make-corpus.ts';
export {
  inspectJudge,
  programsOf,
  rivals,
  score,
  scoreTable,
  type Judge,
  type Score,
  type Verdict,
} from './corpus/rivals.ts';
export type { Specimen, Truth } from './corpus/specimen.ts';
export { demo } from './demo/demo.ts';
export { startProgress } from './demo/progress.ts';
export { develop, type Entry, type Outcome } from './develop.ts';
export { evaluate } from './evaluate.ts';
export { flakeCheck, flakeParts } from './flake-check.ts';
export { fuzz } from './fuzz/fuzz.ts';
export type { Job, Outcome as FuzzOutcome } from './fuzz/job.ts';
export { mutate, mutations, type Mutation, type Range } from './fuzz/mutations.ts';
export { buildAndRun, expectedLinkage, type ExampleProgram, type Proof } from './proof/build-and-run.ts';
export { examplePrograms } from './proof/examples.ts';
export { archiveFormats, foreignNeeds, readBinary, type BinaryFacts } from './proof/read-binary.ts';
export { isReport, mkcrossInShell, runInShell, stepNames, verifyInShell } from './proof/verify-in-shell.ts';
export { withNixOf } from './parts/nix.ts';
export { furtherRustTargets } from './parts/rust.ts';
export { provideWineI386, withWineOf } from './parts/wine.ts';
export { setUp, setUpShells } from './set-up.ts';
export { chooseSource, type Machine } from './source/choose-source.ts';
export { shellsHere } from './source/shells-here.ts';
export type { Shells, Testbed } from './testbed.ts';
