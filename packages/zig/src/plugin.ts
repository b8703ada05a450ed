import { API_VERSION, definePlugin, type Contribution, type RefineContext, type ShellHook } from '@mkcross/core';
import { zigVerification } from './verification.ts';
import { zigEnvironment } from './zig-environment.ts';
import { zigTargets } from './zig-targets.ts';
import { versionOption, withZigVersion, zigTools } from './zig-version.ts';

/** Lets "zig build run" and "zig build test" start Linux programs of other architectures. */
const byQemu = `if [ "\${1-}" = build ]; then
  shift
  set -- build -fqemu "$@"
fi
`;

const shellFor = (plugins: readonly string[]): Contribution => ({
  inputs: {
    scripts: [
      {
        name: 'zig',
        values: { zig: [{ tool: 'zig' }] },
        // -fwine does the same for Windows programs; where none is built it does nothing.
        body: `${zigEnvironment}${plugins.includes('qemu') ? byQemu : ''}if [ "\${1-}" = build ] && command -v wine >/dev/null; then
  shift
  exec "$zig" build -fwine "$@"
fi
exec "$zig" "$@"
`,
      },
    ],
  },
});

/** Tells when nixpkgs has no such Zig and another took its place. */
const checkVersion = (version: string): ShellHook => ({
  id: 'version',
  stage: 'greeting',
  why: 'A nixpkgs without the version asked for gives its own.',
  values: { zig: [{ tool: 'zig' }], wanted: version },
  body: `local actual
actual=$("$zig" version)
case $actual in
  "$wanted".*) ;;
  *) echo "mkcross: mkcross.toml asks for Zig $wanted, but this nixpkgs has $actual; choose another nixpkgs or version" >&2 ;;
esac
`,
});

function refine(given: Contribution, { target, options, plugins }: RefineContext): Contribution {
  const version = options['version'];
  const contribution = target === undefined ? shellFor(plugins) : given;
  const checked =
    target === undefined && typeof version === 'string'
      ? { ...contribution, hooks: [...(contribution.hooks ?? []), checkVersion(version)] }
      : contribution;
  return withZigVersion(checked, version);
}

/** Zig: one program that builds for every target, libc included, with no cross compiler beside it. */
export const zig = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'zig',
    package: '@mkcross/zig',
    summary: 'Zig for every target: zig build, run and test, for Windows by Wine.',
  },
  options: { type: 'object', additionalProperties: false, properties: { version: versionOption } },
  tools: zigTools,
  shell: shellFor([]),
  targets: zigTargets.map(({ target, artifact, runsOn }) => ({
    triple: target.triple,
    runsOn,
    verification: zigVerification(target, artifact),
  })),
  refine,
});
