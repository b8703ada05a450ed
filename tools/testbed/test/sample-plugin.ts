import type { ToolchainPlugin } from '@mkcross/core';
import type { Config, Project } from '@mkcross/composer';

/** A plugin with what a test is about. */
export function samplePlugin(id: string, parts: Omit<ToolchainPlugin, 'apiVersion' | 'meta'> = {}): ToolchainPlugin {
  return { apiVersion: 1, meta: { id, package: `mkcross-plugin-${id}`, summary: 'A sample.' }, ...parts };
}

/** A project that lists plugins and targets; the rest as by default. */
export function sampleProject(parts: Partial<Config>): Project {
  return {
    config: {
      plugins: [],
      targets: ['x86_64-pc-windows-gnu'],
      defaultTarget: false,
      cargo: { bindgen: false },
      nix: { nixpkgs: 'github:NixOS/nixpkgs/nixos-25.11', systems: ['x86_64-linux'], packages: [] },
      host: { fetch: false },
      env: {},
      target: {},
      verify: { artifacts: [], buildLimit: 60, runLimit: 60, run: {} },
      plugin: {},
      ...parts,
    },
    places: {
      file: 'mkcross.toml',
      positions: { '/plugins': { line: 1, column: 1 }, '/targets/0': { line: 2, column: 12 } },
    },
  };
}
