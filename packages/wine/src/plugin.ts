import {
  API_VERSION,
  definePlugin,
  type Contribution,
  type HostTool,
  type Inputs,
  type RefineContext,
  type Tool,
} from '@mkcross/core';
import { runScript } from './run-script.ts';

const tool = (program: string, why: string, version: Pick<HostTool, 'version'> = {}): Tool => ({
  why,
  nix: { package: { attr: ['wineWow64Packages.stable'] }, program },
  host: {
    commands: [program],
    ...version,
    install: { apk: 'wine', apt: 'wine64', brew: 'wine-stable', dnf: 'wine', pacman: 'wine', zypper: 'wine' },
  },
});

const wineVersion = {
  version: {
    args: ['--version'],
    pattern: '(\\d+\\.\\d+)',
    // That DLL came with commit 83d4075202ea595f6beb4a39ced54dbabc6a2e21 of Wine.
    oldest: {
      version: '8.13',
      why: 'Programs of Rust 1.78 and later do not start under an older one, which has no bcryptprimitives.dll.',
    },
  },
} as const;

/** A `wine` of our own stands before Wine's, so that whoever calls it by name gets the project's prefix and our messages: zig does. */
const inputs: Inputs = {
  path: ['wine'],
  scripts: [
    {
      name: 'wine',
      values: { wine: [{ tool: 'wine' }], wineserver: [{ tool: 'wineserver' }], flock: [{ tool: 'flock' }] },
      body: runScript,
    },
  ],
};

const prefixEntry = (folder: string): Contribution => ({
  env: {
    WINEPREFIX: {
      kind: 'set',
      value: [{ project: folder }],
      why: 'Wine’s state is the project’s own; ~/.wine is never touched.',
    },
  },
});

function refine(contribution: Contribution, context: RefineContext): Contribution {
  const prefix = context.options['prefix'];
  if (context.target !== undefined || typeof prefix !== 'string') return contribution;
  return { ...contribution, ...prefixEntry(prefix) };
}

/** Runs programs of any Windows target on this machine: cargo run, cargo test, and by hand. */
export const wine = definePlugin({
  apiVersion: API_VERSION,
  meta: {
    id: 'wine',
    package: '@mkcross/wine',
    summary: 'Runs Windows programs by Wine, in a prefix of the project’s own.',
  },
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
    wine: tool('wine', 'Runs Windows programs.', wineVersion),
    flock: {
      why: 'Lets one of several programs that start at once make the prefix.',
      nix: { package: { attr: ['util-linux'] }, program: 'flock' },
      host: {
        commands: ['flock'],
        install: {
          apk: 'util-linux',
          apt: 'util-linux',
          dnf: 'util-linux',
          pacman: 'util-linux',
          zypper: 'util-linux',
        },
      },
    },
    wineserver: tool('wineserver', 'Keeps Wine’s state while programs run.'),
  },
  hosts: ['x86_64-linux'],
  shell: { inputs, ...prefixEntry('.wine') },
  targets: [],
  runners: [
    {
      runs: { os: 'windows', arch: ['x86_64', 'x86'] },
      hosts: ['x86_64-linux'],
      why: 'Windows programs start under Wine.',
      script: {
        name: 'mkcross-wine',
        values: { wine: [{ script: 'wine' }] },
        body: '. "$wine" "$@"\n',
      },
    },
  ],
  refine,
});
