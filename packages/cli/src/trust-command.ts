import { CommanderError } from 'commander';
import type { AddCommand, JsonOption, Perform } from './shell-commands.ts';

interface TrustFlags extends JsonOption {
  readonly yes?: true;
  readonly check?: true;
  readonly revoke?: true;
}

/** Adds the command by which a user allows what a project runs. */
export function addTrustCommand(reporting: AddCommand, perform: Perform): void {
  reporting('trust', 'show what the project runs and sets in your shells, and allow it after a question', {
    examples: [
      'npx mkcross trust',
      'npx mkcross trust --yes',
      'npx mkcross trust --check',
      'npx mkcross trust --revoke',
    ],
    notes:
      'run, shell, env, verify and doctor --fix do nothing in a project that runs or sets something of its own until you allow\nit; a change asks again. What you allow is kept in your state folder ($XDG_STATE_HOME/mkcross, else ~/.local/state/mkcross).\nWith --json it asks no question: add --yes to allow.',
  })
    .option('--yes', 'allow it without a question')
    .option('--check', 'change nothing; fail if something is not allowed')
    .option('--revoke', 'allow nothing of the project any more, and remove its cached shells')
    .action(async ({ json, yes, check, revoke }: TrustFlags) => {
      const modes = [
        ...(yes === true ? (['allow'] as const) : []),
        ...(check === true ? (['check'] as const) : []),
        ...(revoke === true ? (['revoke'] as const) : []),
      ];
      const [mode = 'ask'] = modes;
      if (modes.length > 1)
        throw new CommanderError(2, 'mkcross.trust', 'only one of --yes, --check and --revoke can be given');
      const { trust } = await import('./commands/trust.ts');
      await perform((context) => trust(context, { json: json === true, mode }));
    });
}
