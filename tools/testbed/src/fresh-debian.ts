import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { isThere, type Say } from './cache.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** The first Debian whose Node and Wine are new enough. */
const release = 'trixie';

/** What is installed beside what `mkcross doctor` asks for, as the README of a project says. */
const further: Readonly<Record<string, readonly string[]>> = { cpp: ['cmake', 'ninja-build'] };

/**
 * Installs a Debian with Node and no more into a folder, and does there what the README says for those who have no Nix, for
 * a project of each language that `mkcross init` starts: doctor, what doctor says, verify. Says whether every program was
 * proven for every target. Rust needs rustup's own server.
 */
export async function freshDebian(languages: readonly string[], say: Say): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'mkcross-debian-'));
  const mounted: string[] = [];
  try {
    await bootstrap(folder, say);
    for (const name of ['proc', 'dev']) {
      await execa('mount', ['--bind', `/${name}`, join(folder, name)]);
      mounted.push(join(folder, name));
    }
    await copyFile('/etc/resolv.conf', join(folder, 'etc/resolv.conf'));
    await copyFile(certificates, join(folder, certificates));
    say('installing Node in it');
    const { exitCode, stderr } = await inside(
      folder,
      '/',
      'apt-get update -qq && apt-get install -y -qq nodejs npm >&2',
    );
    if (exitCode !== 0) throw new Error(stderr);
    await pack(join(folder, 'packages'), say);
    for (const language of languages) if (!(await isProven(folder, language, say))) return false;
    return true;
  } finally {
    for (const place of mounted.toReversed()) await execa('umount', [place]);
    await rm(folder, { recursive: true, force: true });
  }
}

async function bootstrap(folder: string, say: Say): Promise<void> {
  if (!(await isThere('/usr/sbin/debootstrap'))) {
    say('installing Debian packages: debootstrap');
    await execa('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'debootstrap'], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  say(`making a Debian ${release}`);
  await execa('debootstrap', ['--variant=minbase', '--include=ca-certificates', release, folder]);
}

async function pack(folder: string, say: Say): Promise<void> {
  say('packing the packages');
  await mkdir(folder);
  for (const name of await readdir(join(root, 'packages')))
    await execa('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
      cwd: join(root, 'packages', name),
    });
}

/** Does in a project what a newcomer does, and shows it. */
async function isProven(debian: string, language: string, say: Say): Promise<boolean> {
  const project = `/projects/${language}`;
  await mkdir(join(debian, project), { recursive: true });
  const steps = [
    'npm install --silent --save-dev /packages/*.tgz',
    `npx mkcross init --language ${language}`,
    'npx mkcross doctor || true',
    `$(npx mkcross doctor --json | node -e 'console.log(JSON.parse(fs.readFileSync(0)).install.apt ?? "true")') -y -qq >&2`,
    ...(further[language] === undefined ? [] : [`apt-get install -y -qq ${further[language].join(' ')} >&2`]),
    'npx mkcross doctor --fix',
    'npx mkcross verify',
  ];
  for (const step of steps) {
    say(`${language}: ${step}`);
    const { stdout, stderr, exitCode } = await inside(debian, project, step);
    if (step.includes('verify') || exitCode !== 0) console.log(exitCode === 0 ? stdout : `${stdout}\n${stderr}`);
    if (exitCode !== 0) return false;
  }
  return true;
}

const inside = (debian: string, folder: string, script: string) =>
  execa('chroot', [debian, '/bin/bash', '-euc', `cd ${folder}; ${script}`], {
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/projects',
      DEBIAN_FRONTEND: 'noninteractive',
      // Some machines reach the network by certificates of their own.
      NODE_EXTRA_CA_CERTS: certificates,
      SSL_CERT_FILE: certificates,
    },
    extendEnv: false,
    reject: false,
  });
