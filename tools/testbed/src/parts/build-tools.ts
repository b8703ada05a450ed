import { execa } from 'execa';
import { provide, type Say } from '../cache.ts';

const packages = ['meson==1.9.1', 'ninja==1.13.0'] as const;

/** A folder with Meson and Ninja from PyPI. */
export function provideBuildTools(say: Say): Promise<string> {
  return provide(
    {
      name: 'build-tools',
      madeFrom: packages,
      make: async (folder) => {
        await execa('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, ...packages], {
          all: true,
        });
      },
    },
    say,
  );
}
