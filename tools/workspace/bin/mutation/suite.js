// What test files declare with `describe`, `it` and hooks, kept so that any of the tests can be run any number of times.
import { bind } from 'jest-each';
import { expect } from 'expect';

const hookNames = ['beforeAll', 'beforeEach', 'afterEach', 'afterAll'];

function newBlock(title, parent) {
  return { title, parent, ...Object.fromEntries(hookNames.map((name) => [name, []])) };
}

/** A block and those around it, the outermost first. */
function chainOf(block) {
  return block === undefined ? [] : [...chainOf(block.parent), block];
}

/** The tests of some files. `declare` imports a file, which declares its tests through globals. */
export async function collectTests(files, declare) {
  const tests = [];
  const ids = new Set();
  let block;

  const describe = (title, body) => {
    block = newBlock(title, block);
    body();
    block = block.parent;
  };
  const it = (title, body) => {
    const name = [...chainOf(block).map((one) => one.title), title].join(' ');
    let id = name;
    for (let copy = 2; ids.has(id); copy += 1) id = `${name} (${copy})`;
    ids.add(id);
    tests.push({ id, file: chainOf(block)[0].file, block, body });
  };
  const hooks = hookNames.map((name) => [name, (body) => block[name].push(body)]);
  describe.each = bind(describe, false);
  it.each = bind(it, false);
  Object.assign(globalThis, { describe, it, test: it, expect, ...Object.fromEntries(hooks) });

  for (const file of files) {
    block = { ...newBlock(file.name), file: file.path };
    await declare(file);
  }
  return tests;
}

/** Runs tests one after the other, until one fails if `bail`. `started` is told the id of each before it starts. */
export async function runTests(tests, { bail, started }) {
  const results = [];
  let open = [];

  const call = async (block, hook) => {
    for (const body of block[hook]) await body();
  };
  /** Leaves the blocks that a test is not in, the innermost first, and enters those that it is in. */
  const move = async (chain) => {
    for (const block of open.toReversed()) if (!chain.includes(block)) await call(block, 'afterAll');
    const before = open;
    open = chain;
    for (const block of chain) if (!before.includes(block)) await call(block, 'beforeAll');
  };
  const attempt = async (test) => {
    const chain = chainOf(test.block);
    await move(chain);
    for (const block of chain) await call(block, 'beforeEach');
    try {
      await test.body();
    } finally {
      for (const block of chain.toReversed()) await call(block, 'afterEach');
    }
  };

  for (const test of tests) {
    started(test.id);
    const start = performance.now();
    const failure = await attempt(test).then(
      () => undefined,
      (error) => ({ message: error instanceof Error ? error.message : String(error) }),
    );
    results.push({ test, failure, time: performance.now() - start });
    if (failure !== undefined && bail) break;
  }
  await move([]).catch(() => undefined);
  return results;
}
