import { definePlugin } from '@mkcross/core';

const install = { apk: 'wine', apt: 'wine64', brew: 'wine-stable', dnf: 'wine', pacman: 'wine', zypper: 'wine' };

/** Runs Windows programs by Wine, with its state in the project. */
export default definePlugin({
  apiVersion: 1,
  meta: {
    id: 'wine',
    package: '@mkcross/wine',
    summary: 'Runs Windows programs by Wine, in a prefix of the project’s own.',
  },
  nixpkgs: { releases: { oldest: '24.11', newest: '26.11' } },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      prefix: {
        type: 'string',
        format: 'project-path',
        default: '.wine',
        description: 'The folder of Wine’s state, in the project.',
      },
    },
  },
  tools: {
    wine: {
      why: 'Runs Windows programs.',
      nix: { package: { attr: ['wineWow64Packages.stable'] }, program: 'wine' },
      find: [{ command: 'wine' }],
      version: {
        args: ['--version'],
        pattern: '(\\d+\\.\\d+)',
        // That DLL came with commit 83d4075202ea595f6beb4a39ced54dbabc6a2e21 of Wine.
        minimum: {
          version: '8.13',
          reason: 'Older versions lack bcryptprimitives.dll, which programs of Rust 1.78 and later load.',
        },
      },
      install,
    },
    wineserver: {
      why: 'Keeps Wine’s state while programs run.',
      nix: { package: { attr: ['wineWow64Packages.stable'] }, program: 'wineserver' },
      find: [{ command: 'wineserver' }, { path: '/usr/lib/wine/wineserver*' }],
      install,
    },
    flock: {
      why: 'Lets one of several programs that start at once create the prefix.',
      nix: { package: { attr: ['util-linux'] }, program: 'flock' },
      find: [{ command: 'flock' }],
      install: {
        apk: 'util-linux',
        apt: 'util-linux',
        dnf: 'util-linux',
        pacman: 'util-linux',
        zypper: 'util-linux',
      },
    },
  },
  scripts: {
    run: {
      values: { wine: [{ tool: 'wine' }], wineserver: [{ tool: 'wineserver' }], flock: [{ tool: 'flock' }] },
      body: { file: 'scripts/run.sh' },
    },
  },
  runners: [
    {
      command: 'wine',
      hosts: ['x86_64-linux'],
      runs: { system: ['windows'], arch: ['x86', 'x86_64'] },
      script: 'run',
      env: {
        WINEPREFIX: {
          kind: 'set',
          value: [{ project: { option: 'prefix' } }],
          why: 'Wine’s state belongs to the project; ~/.wine is never touched.',
        },
      },
      tools: ['wineserver'],
      why: 'Windows programs start under Wine.',
    },
  ],
});
