export { zig as default } from './plugin.ts';
export { rc, windres } from './resource-compiler.ts';
export { zigEnvironment } from './zig-environment.ts';
export { zigTargets, type ZigTarget } from './zig-targets.ts';
export { versionOption, withZigVersion, zigTools, zigVersions } from './zig-version.ts';
