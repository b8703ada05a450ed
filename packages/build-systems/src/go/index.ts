import type { Target } from '@mkcross/core';
import type { Adapter, AdapterInput, Contribution, ResolvedToolchain } from '../adapter.ts';
import { pkgConfig, pkgConfigName } from '../pkg-config/pkg-config.ts';
import { joined, type AdapterText } from '../text.ts';
import body from './go.sh';
import { goProject } from './project.ts';

function target(input: AdapterInput): Contribution {
  const { target, toolchain, runs, isHost } = input;
  const name = target.names['go'];
  const { cc, cxx = '', ar = '' } = toolchain.programs;
  if (isHost || name === undefined || cc === undefined) return {};
  const [goos = '', goarch = ''] = name.split('/');
  return {
    programs: {
      ...pkgConfig(input),
      [`${target.triple}-go`]: {
        values: {
          goos,
          goarch,
          goarm: goarch === 'arm' ? armVersion(target) : '',
          // By their names: go splits its variables at blanks.
          cc,
          cxx,
          ar,
          pkg_config: pkgConfigName(toolchain),
          runner: typeof runs === 'object' ? runs.program : '',
          link_flags: linkFlags(toolchain),
        },
        body,
      },
    },
  };
}

/** What the C compiler that links gets: go links programs with C code as shared ones unless it is told otherwise. */
function linkFlags({ executableFlags, linkage }: ResolvedToolchain): AdapterText {
  if (executableFlags.length > 0) return joined(executableFlags, ' ');
  return linkage === 'static' ? '-static' : '';
}

/** The version of the architecture, by Rust's name of the target (https://go.dev/wiki/GoArm). */
function armVersion({ triple, abi }: Target): '5' | '6' | '7' {
  if (/^(arm|thumb)v7/.test(triple)) return '7';
  return abi.endsWith('hf') ? '6' : '5';
}

/** Go, with C code by cgo: `<triple>-go`. */
export const go: Adapter = { id: 'go', builds: 'go', needs: ['c'], target, project: goProject };
