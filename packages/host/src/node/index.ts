export {
  cacheFolder,
  enterShell,
  makeShell,
  type Fetchable,
  type MadeShell,
  type ShellRequest,
} from './enter-shell.ts';
export { thisMachine } from './this-machine.ts';
export { fetchProgram, indexOf, type Fetched, type FetchRequest } from './fetch/fetch-program.ts';
export { lockTools } from './lock/lock-tools.ts';
export { examine } from './doctor/examine.ts';
