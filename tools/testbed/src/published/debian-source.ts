import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** An apt of our own that knows where the machine's packages have their sources. */
export interface DebianSources {
  /** Unpacks the sources of a package as its authors published them, without Debian's changes, and gives their version. */
  readonly unpack: (name: string, folder: string) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/**
 * Asks the machine's apt for its archives of Debian, and reads the lists of their sources into a folder of its own. The archive of
 * security updates is left out, for mirrors do not have all of its sources.
 */
export async function debianSources(): Promise<DebianSources> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-apt-'));
  const format = 'deb-src $(SITE) $(RELEASE) $(COMPONENT)';
  const asked = ['Created-By: Packages', 'Label: Debian', 'Component: main'];
  const { stdout } = await execa('apt-get', ['indextargets', '--format', format, ...asked]);
  const lines = [...new Set(stdout.split('\n'))];
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  await mkdir(join(folder, 'archives/partial'), { recursive: true });
  await writeFile(join(folder, 'sources.list'), `${lines.join('\n')}\n`);
  await writeFile(
    join(folder, 'apt.conf'),
    `Dir::Etc::SourceList "${folder}/sources.list";
Dir::Etc::SourceParts "-";
Dir::State::Lists "${folder}/lists";
Dir::Cache "${folder}";
APT::Sandbox::User "root";
`,
  );
  const env = { APT_CONFIG: join(folder, 'apt.conf') };
  await execa('apt-get', ['update', '-qq'], { env, all: true });
  return {
    unpack: async (name, to) => {
      const fetched = await mkdtemp(join(folder, `${name}-`));
      await execa('apt-get', ['source', '-qq', '--download-only', name], { cwd: fetched, env, all: true });
      const files = await readdir(fetched);
      const original = files.find((file) => /\.orig\.tar\.[a-z0-9]+$/.test(file));
      if (original === undefined) throw new Error(`no original sources of ${name}: ${files.join(' ')}`);
      await mkdir(to, { recursive: true });
      await execa('tar', ['-xf', join(fetched, original), '--strip-components=1', '-C', to]);
      return /_(.*)\.orig\.tar\./.exec(original)?.[1] ?? '';
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
