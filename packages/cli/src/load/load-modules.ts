import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { compileCacheFolder, readCompiled, writeCompiled } from './compile-cache.ts';

/** Modules of the program that are loaded. */
export interface LoadedModules {
  /** What the first of them exports. */
  readonly exports: unknown;
  /** Keeps what V8 has compiled of them by now, for the next start. Does nothing where all of it was kept before. */
  readonly keep: () => void;
}

/** Where modules are, and what is kept of them. */
export interface ModuleSource {
  /** The folder of the modules: CommonJS. */
  readonly folder: string;
  /** Tells apart contents of that folder. */
  readonly build: string;
  /** What they are loaded for: each command has other functions compiled. */
  readonly purpose: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads what is not of that folder. */
  readonly require: (name: string) => unknown;
  /** The options of this process of Node. With some, V8 refuses what it compiled with others. */
  readonly options: readonly string[];
}

/**
 * Loads a module with those that it requires, and takes what V8 compiled of them in an earlier start from the user's cache: to compile is
 * most of what a start costs. Node has a cache of its own from version 22 on, with which a start takes longer.
 */
export function loadModules(entry: string, source: ModuleSource): LoadedModules {
  const { folder, build, purpose, env, options } = source;
  const cache = compileCacheFolder(env);
  const file =
    cache === undefined || !/^[a-z-]+$/.test(purpose)
      ? undefined
      : join(cache, `${purpose}-${process.version}-${process.arch}`);
  const kept = file === undefined ? new Map<string, Buffer>() : readCompiled(file, build);
  const scripts = new Map<string, Script>();
  const loaded = new Map<string, { exports: unknown }>();
  // Who usually starts mkcross with other options is not to have everything compiled again.
  const isUsual = options.length === 0 && (env['NODE_OPTIONS'] ?? '') === '';
  let isKept = true;

  function load(name: string): unknown {
    if (!name.startsWith('./')) return source.require(name);
    const before = loaded.get(name);
    if (before !== undefined) return before.exports;
    const module: { exports: unknown } = { exports: {} };
    loaded.set(name, module);
    const path = join(folder, name);
    const cachedData = kept.get(name);
    const script = new Script(`(function(exports,require,module,__filename){${readFileSync(path, 'utf8')}\n})`, {
      filename: path,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    isKept &&= cachedData !== undefined && !(isUsual && script.cachedDataRejected === true);
    scripts.set(name, script);
    const evaluate: unknown = script.runInThisContext();
    if (typeof evaluate === 'function') Reflect.apply(evaluate, undefined, [module.exports, load, module, path]);
    return module.exports;
  }

  return {
    exports: load(`./${entry}`),
    keep: () => {
      if (file === undefined || isKept) return;
      const compiled = [...scripts].map(([name, script]) => [name, script.createCachedData()] as const);
      writeCompiled(file, build, new Map([...kept, ...compiled]));
    },
  };
}
