import {
  API_VERSION,
  ccName,
  definePlugin,
  type Contribution,
  type Env,
  type RefineContext,
  type TargetSupport,
  type Tool,
} from '@mkcross/core';
import { versionOption, withZigVersion, zigTargets, zigTools, type ZigTarget } from '@mkcross/zig';
import { buildSystemScripts, cmakeToolchain, mesonCrossFile, runnerVariable } from './build-systems.ts';
import { configSiteHook, configSiteVariable, targetConfigSite } from './config-site.ts';
import { zigCcVerification } from './verification.ts';
import { pkgConfigScript, wrapperName, wrapperScripts } from './wrapper-scripts.ts';

const pkgConfig: Tool = {
  why: 'Finds libraries of a target.',
  nix: { package: { attr: ['pkg-config-unwrapped'] }, program: 'pkg-config' },
  host: {
    commands: ['pkg-config', 'pkgconf'],
    optional: true,
    install: {
      apk: 'pkgconf',
      apt: 'pkg-config',
      brew: 'pkgconf',
      dnf: 'pkgconf-pkg-config',
      pacman: 'pkgconf',
      zypper: 'pkgconf-pkg-config',
    },
  },
};

function contributionFor(target: ZigTarget, libraries: readonly string[], cc?: string): Contribution {
  const { triple } = target.target;
  const t = ccName(triple);
  return {
    inputs: {
      scripts: [
        ...wrapperScripts(target),
        pkgConfigScript(target, libraries),
        ...buildSystemScripts(target, libraries),
      ],
    },
    env: {
      ...(cc === 'zig-cc' ? crateEnv(target) : {}),
      [`ZIG_CC_CMAKE_TOOLCHAIN_FILE_${t}`]: {
        kind: 'set',
        value: [{ text: { name: `${target.zig}-zig-toolchain.cmake`, content: cmakeToolchain(target, libraries) } }],
        why: 'For cmake --toolchain; a name of its own, for CMake itself reads CMAKE_TOOLCHAIN_FILE.',
      },
      [`ZIG_CC_MESON_CROSS_FILE_${t}`]: {
        kind: 'set',
        value: [{ text: { name: `${target.zig}-zig-cross.ini`, content: mesonCrossFile(target) } }],
        why: 'For meson setup --cross-file.',
      },
      [configSiteVariable(target)]: {
        kind: 'set',
        value: [{ text: { name: `${target.zig}-zig-config.site`, content: targetConfigSite(target) } }],
        why: 'What configure reads where --host is this target.',
      },
      [runnerVariable(target)]: {
        kind: 'set',
        value: [{ runner: triple }],
        why: 'ctest and meson test start programs of this target through it.',
      },
    },
  };
}

/** The C compiler of the target's crates, where mkcross.toml gives it zig's. */
function crateEnv(target: ZigTarget): Env {
  const t = ccName(target.target.triple);
  const entry = (tool: string): Env[string] => ({
    kind: 'set',
    value: [{ script: wrapperName(target.zig, tool) }],
    why: 'mkcross.toml gives C code of crates to zig.',
  });
  return { [`CC_${t}`]: entry('cc'), [`AR_${t}`]: entry('ar'), [`RANLIB_${t}`]: entry('ranlib') };
}

const support = (target: ZigTarget): TargetSupport => ({
  triple: target.target.triple,
  runsOn: target.runsOn,
  c: { runtime: target.target.os === 'windows' ? 'ucrt' : 'musl' },
  ...contributionFor(target, []),
  verification: zigCcVerification(target),
});

function refine(contribution: Contribution, { target, options, libraries, cc }: RefineContext): Contribution {
  const known = zigTargets.find((one) => one.target.triple === target);
  const fitted = known === undefined ? contribution : contributionFor(known, libraries, cc);
  return withZigVersion(fitted, options['version']);
}

/** C and C++ for every target by zig, in wrapper programs that autotools, CMake, Meson, make and cargo take for a compiler. */
export const zigCc = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'zig-cc',
    package: '@mkcross/zig-cc',
    summary: 'C and C++ for every target by zig cc: compilers, autotools, CMake and Meson for each.',
  },
  options: { type: 'object', additionalProperties: false, properties: { version: versionOption } },
  tools: { ...zigTools, 'pkg-config': pkgConfig },
  shell: { hooks: [configSiteHook] },
  targets: zigTargets.map(support),
  refine,
});
