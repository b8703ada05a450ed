import type { Adapter, AdapterInput, Contribution } from '../adapter.ts';
import { set } from '../text.ts';
import cargoHost from './cargo-host.sh';
import { cargoProject } from './project.ts';
import { variables } from './variables.ts';

/** What every Rust shell has, whatever it builds for. */
function shell(inputs: readonly AdapterInput[]): Contribution {
  if (inputs.length === 0) return {};
  const bindgen = inputs.some(({ settings }) => settings.cargo.bindgen);
  return {
    env: {
      CARGO_BUILD_TARGET: set(
        [{ defaultTarget: true }],
        'cargo builds for this target where --target names none; "cargo host install …" ignores it.',
      ),
      // libclang is large, and few projects need it.
      ...(bindgen
        ? { LIBCLANG_PATH: set([{ library: 'cargo/libclang', dir: 'lib' }], 'bindgen loads libclang from here.') }
        : {}),
    },
    programs: { 'cargo-host': { body: cargoHost } },
  };
}

/** cargo, and the crates that build C code: cc, cmake, pkg-config and bindgen. */
export const cargo: Adapter = {
  id: 'cargo',
  builds: 'rust',
  needs: ['rust'],
  libraries: {
    libclang: {
      why: 'Parses C headers for bindgen.',
      nix: { package: { attr: ['llvmPackages.libclang'] } },
      find: { lib: [{ path: '/usr/lib/llvm-*/lib' }, { path: '/usr/lib64' }, { path: '/usr/lib' }] },
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
  target: variables,
  shell,
  project: cargoProject,
};
