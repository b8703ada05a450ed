import { join } from 'node:path';
import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';

const crates = { nixfmt_rs: '0.5.3', deadnix: '1.3.1' } as const;

/** The programs that check generated Nix. */
export interface Linters {
  readonly nixfmt: string;
  readonly deadnix: string;
}

/** Builds nixfmt and deadnix from crates.io, with the machine's own Rust. */
export async function provideLinters(say: Say): Promise<Linters> {
  const [nixfmt, deadnix] = [await install('nixfmt_rs', say), await install('deadnix', say)];
  return { nixfmt: join(nixfmt, 'bin', 'nixfmt'), deadnix: join(deadnix, 'bin', 'deadnix') };
}

function install(name: keyof typeof crates, say: Say): Promise<string> {
  return provide(
    {
      name,
      madeFrom: [crates[name]],
      make: async (folder) => {
        const env = { CARGO_TARGET_DIR: join(folder, 'target') };
        await execa('cargo', ['install', '--quiet', '--locked', '--root', folder, '--version', crates[name], name], {
          env,
          all: true,
          cwd: '/',
        });
        await execa('rm', ['-rf', join(folder, 'target')]);
      },
    },
    say,
  );
}
