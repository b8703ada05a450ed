// A test runner for Stryker. Its own for jest loads every module again for each mutant, in virtual machines of Node: seconds
// for each of thousands. This one loads the test files once, with jest's own `expect` and `each`, and runs only the tests
// that reach the mutant, the quickest first. Modules are evaluated anew for what is computed as they load.
import { readdirSync } from 'node:fs';
import { register } from 'node:module';
import { join, relative } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { collectTests, runTests } from './suite.js';

/** What the mutated code reads: which mutant is active, and whether it runs for ever. */
const switches = (globalThis.__stryker__ ??= {});

function testFiles(folder, also) {
  const own = readdirSync(folder, { recursive: true })
    .filter((path) => /^(src|test)\/.*\.test\.ts$/u.test(path) && !path.endsWith('.e2e.test.ts'))
    .toSorted()
    .map((path) => ({ name: path, path: join(folder, path) }));
  return [...own, ...also.map((path) => ({ name: relative(folder, path), path }))];
}

const folderUrl = (path) => pathToFileURL(`${path}/`).href;

class WarmRunner {
  #slow;
  #also;
  #files = [];
  #tests = [];
  #times = new Map();
  #loads = 0;
  /** Why test files could not be loaded: their tests fail. */
  #broken = new Map();

  constructor({ warm }) {
    this.#slow = warm.slow;
    this.#also = warm.also;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const sandbox = process.cwd();
    // Stryker's copy of the package is in reports/stryker/sandbox-<random>, see stryker.base.js.
    const data = { original: folderUrl(join(sandbox, '../../..')), sandbox: folderUrl(sandbox) };
    register('./loader.js', import.meta.url, { data });
    this.#files = testFiles(sandbox, this.#also);
    return Promise.resolve();
  }

  async #load() {
    this.#broken.clear();
    this.#loads += 1;
    const tests = await collectTests(this.#files, async ({ path }) => {
      try {
        await import(`${pathToFileURL(path).href}?load=${this.#loads}`);
      } catch (error) {
        this.#broken.set(path, error instanceof Error ? error.message : String(error));
      }
    });
    this.#tests = tests.filter(({ id }) => !this.#slow.some((title) => id.endsWith(title)));
  }

  async dryRun() {
    await this.#load();
    const [broken] = this.#broken;
    if (broken !== undefined) return { status: DryRunStatus.Error, errorMessage: broken.join(': ') };
    const results = await this.#run(this.#tests, { bail: false });
    this.#times = new Map(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: switches.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, reloadEnvironment, disableBail }) {
    const bail = !disableBail;
    switches.hitLimit = hitLimit;
    switches.hitCount = hitLimit === undefined ? undefined : 0;
    switches.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    if (reloadEnvironment || this.#loads === 0) await this.#load();
    switches.activeMutant = activeMutant.id;
    const [broken] = this.#broken;
    const tests = broken === undefined ? await this.#run(this.#chosen(testFilter), { bail }) : [failedToLoad(broken)];
    switches.activeMutant = undefined;
    const endless = determineHitLimitReached(switches.hitCount, hitLimit);
    return toMutantRunResult(endless ?? { status: DryRunStatus.Complete, tests }, disableBail);
  }

  /** The tests of a filter, the quickest first. */
  #chosen(filter) {
    const wanted = filter === undefined ? undefined : new Set(filter);
    const time = ({ id }) => this.#times.get(id) ?? 0;
    return this.#tests.filter(({ id }) => wanted?.has(id) ?? true).toSorted((a, b) => time(a) - time(b));
  }

  async #run(tests, { bail }) {
    const started = (id) => {
      switches.currentTestId = id;
    };
    const results = await runTests(tests, { bail, started });
    switches.currentTestId = undefined;
    return results.map(({ test: { id, file }, failure, time }) => ({
      id,
      name: id,
      fileName: file,
      timeSpentMs: time,
      ...(failure === undefined
        ? { status: TestStatus.Success }
        : { status: TestStatus.Failed, failureMessage: failure.message }),
    }));
  }
}

function failedToLoad([path, reason]) {
  const name = `loading ${relative(process.cwd(), path)}`;
  return { id: name, name, fileName: path, timeSpentMs: 0, status: TestStatus.Failed, failureMessage: reason };
}

const makeRunner = (options) => new WarmRunner(options);
makeRunner.inject = ['options'];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'warm', makeRunner)];
