import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { claimsPage } from './claims.ts';
import { develop } from './develop.ts';
import { freshDebian } from './fresh-debian.ts';
import { describeMachine } from './machine.ts';
import { published } from './published/published.ts';
import { setUp } from './set-up.ts';

const usage = `testbed setup
 testbed claims FLAKE [OPTION OF NIX…]
testbed published [PROGRAM…]
testbed fresh-debian [LANGUAGE…]
testbed exec [--project DIR] [--shell NAME] [--nixpkgs old|new] -- COMMAND…
`;

const [verb, ...rest] = process.argv.slice(2);
const say = (line: string) => process.stderr.write(`testbed: ${line}\n`);

if (verb === 'setup')
  await writeFile(new URL('../dist/machine.json', import.meta.url), await describeMachine(await setUp(say)));
else if (verb === 'claims') {
  const [flake = '.', ...nix] = rest;
  await writeFile(new URL('../../../docs/nixpkgs.md', import.meta.url), await claimsPage(flake, nix));
} else if (verb === 'published') process.exitCode = (await published(rest, say)) ? 0 : 1;
else if (verb === 'fresh-debian')
  process.exitCode = (await freshDebian(rest.length > 0 ? rest : ['cpp', 'zig'], say)) ? 0 : 1;
else if (verb === 'exec') {
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      project: { type: 'string', default: '.' },
      shell: { type: 'string', default: 'default' },
      nixpkgs: { type: 'string', default: 'new' },
    },
  });
  const [program = 'bash', ...args] = positionals;
  const entry = {
    project: values.project,
    shell: values.shell,
    nixpkgs: values.nixpkgs === 'old' ? ('old' as const) : ('new' as const),
    command: [program, ...args] as const,
  };
  const { exitCode } = await develop(await setUp(() => undefined), entry, { stdio: 'inherit' });
  process.exitCode = exitCode;
} else {
  process.stderr.write(usage);
  process.exitCode = 2;
}
