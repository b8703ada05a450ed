import {
  API_VERSION,
  definePlugin,
  hostTriples,
  type Contribution,
  type HostSystem,
  type RefineContext,
  type ShellHook,
  type TargetSupport,
  type Tool,
} from '@mkcross/core';
import { compilerEnv, toolsCalled } from './rust-target.ts';
import { rustVerification } from './verification.ts';

const gcc = {
  apk: 'build-base',
  apt: 'build-essential',
  brew: 'gcc',
  dnf: 'gcc-c++',
  pacman: 'base-devel',
  zypper: 'gcc-c++',
} as const;

const hostTool = (program: string, commands: readonly [string, ...string[]], why: string): Tool => ({
  why,
  nix: { package: { attr: ['stdenv.cc'] }, program: { prefixed: program } },
  host: { commands, install: gcc },
});

const warnAboutFlags: ShellHook = {
  id: 'flags',
  stage: 'environment',
  why: 'Flags in the user’s environment reach every target: even an empty RUSTFLAGS replaces the flags of all.',
  values: {},
  body: `local name
for name in RUSTFLAGS CARGO_ENCODED_RUSTFLAGS; do
  if [ -n "\${!name+set}" ]; then
    echo "mkcross: $name is set in your environment and replaces the flags of every target; run: unset $name" >&2
  fi
done
for name in CFLAGS CXXFLAGS ARFLAGS; do
  if [ -n "\${!name-}" ]; then
    echo "mkcross: $name is set in your environment and reaches C code for every target; run: unset $name" >&2
  fi
done
`,
};

const installToolchain: ShellHook = {
  id: 'install',
  stage: 'toolchain',
  why: 'Installs what rust-toolchain.toml names, once: rustup would do so only where cargo is called.',
  values: { rustup: [{ tool: 'rustup' }], root: [{ project: '' }] },
  once: ['rust-toolchain.toml', '.rustup/toolchains'],
  // Before 1.28 rustup installs what the file names when it is asked to show it, and "toolchain install" needs a name.
  body: `install=(toolchain install --no-self-update)
case $("$rustup" --version 2>/dev/null) in
  "rustup 1.2"[0-7].*) install=(show) ;;
esac
if ! (cd "$root" && "$rustup" "\${install[@]}" >&2); then
  echo "mkcross: rustup could not install the toolchain of rust-toolchain.toml; its message is above" >&2
fi
`,
};

const showToolchain: ShellHook = {
  id: 'show',
  stage: 'greeting',
  why: 'Shows the toolchain in use.',
  values: { rustup: [{ tool: 'rustup' }], root: [{ project: '' }] },
  body: `(cd "$root" && "$rustup" show active-toolchain && "$rustup" run "$("$rustup" show active-toolchain | cut -d ' ' -f 1)" rustc --version) >&2 || true
`,
};

const shell: Contribution = {
  inputs: {
    packages: ['rustup'],
    scripts: [
      {
        name: 'cargo-host',
        values: {},
        body: `# cargo calls this as "cargo-host host ARGUMENTS"
shift
unset CARGO_BUILD_TARGET
exec cargo "$@"
`,
      },
    ],
  },
  env: {
    RUSTUP_HOME: {
      kind: 'set',
      value: [{ project: '.rustup' }],
      why: 'Toolchains are the project’s own; the home folder stays clean.',
    },
    CARGO_HOME: {
      kind: 'set',
      value: [{ project: '.cargo' }],
      why: 'Downloaded crates and installed programs are the project’s own.',
    },
    PATH: {
      kind: 'append',
      values: [[{ project: '.cargo/bin' }]],
      separator: ':',
      why: 'Programs installed with "cargo install" can be called.',
    },
    CARGO_BUILD_TARGET: {
      kind: 'set',
      value: [{ target: 'default' }],
      why: 'cargo builds for this target where --target names none; "cargo host install …" ignores it.',
    },
  },
  hooks: [warnAboutFlags, installToolchain, showToolchain],
};

const hosts = [
  ['aarch64-darwin', { arch: 'aarch64', format: 'macho' }],
  ['aarch64-linux', { arch: 'aarch64', format: 'elf' }],
  ['x86_64-darwin', { arch: 'x86_64', format: 'macho' }],
  ['x86_64-linux', { arch: 'x86_64', format: 'elf' }],
] as const satisfies readonly (readonly [HostSystem, object])[];

const targets: readonly TargetSupport[] = hosts.map(([system, artifact]) => ({
  triple: hostTriples[system],
  hosts: [system],
  runsOn: [system],
  env: compilerEnv(hostTriples[system], toolsCalled()),
  verification: rustVerification(hostTriples[system], { ...artifact, linkage: 'dynamic' }),
}));

/** Lets bindgen find libclang if the option asks for it; libclang is large, and few projects need it. */
function refine(contribution: Contribution, context: RefineContext): Contribution {
  if (context.target !== undefined || context.options['bindgen'] !== true) return contribution;
  return {
    ...contribution,
    env: {
      ...contribution.env,
      LIBCLANG_PATH: {
        kind: 'set',
        value: [{ library: 'libclang', dir: 'lib' }],
        why: 'bindgen loads libclang from here.',
      },
    },
  };
}

/** What every Rust shell shares: rustup, its homes in the project, the default target, and the host's own compilers. */
export const rust = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'rust',
    package: '@mkcross/rust',
    summary: 'Rust by rustup, with toolchains and crates in the project, and host compilers that no target replaces.',
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      bindgen: { type: 'boolean', default: false, description: 'Provide libclang, for crates that use bindgen.' },
    },
  },
  tools: {
    rustup: {
      why: 'Installs the toolchain that rust-toolchain.toml names.',
      nix: { package: { attr: ['rustup'] }, program: 'rustup' },
      host: {
        commands: ['rustup'],
        version: { args: ['--version'], pattern: 'rustup (\\d+\\.\\d+\\.\\d+)' },
        brings: ['cargo', 'rustc', 'rustdoc', 'cargo-clippy', 'cargo-fmt', 'rustfmt', 'rust-analyzer'],
        install: { apk: 'rustup', apt: 'rustup', brew: 'rustup', dnf: 'rustup', pacman: 'rustup', zypper: 'rustup' },
      },
    },
    cc: hostTool('cc', ['cc', 'gcc', 'clang'], 'Compiles C for the machine that builds, and links its build scripts.'),
    cxx: hostTool('c++', ['c++', 'g++', 'clang++'], 'Compiles C++ for the machine that builds.'),
    ar: hostTool('ar', ['ar'], 'Makes static libraries for the machine that builds.'),
    ranlib: hostTool('ranlib', ['ranlib'], 'Indexes static libraries for the machine that builds.'),
  },
  libraries: {
    libclang: {
      why: 'Parses C headers for bindgen.',
      nix: { package: { attr: ['llvmPackages.libclang'] } },
      host: {
        dirs: { lib: ['/usr/lib/llvm-19/lib', '/usr/lib/llvm-14/lib', '/usr/lib64', '/usr/lib'] },
        install: {
          apk: 'clang-libs',
          apt: 'libclang-dev',
          brew: 'llvm',
          dnf: 'clang-libs',
          pacman: 'clang',
          zypper: 'libclang13',
        },
      },
    },
  },
  shell,
  targets,
  refine,
});
