import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Say } from '../cache.ts';
import { setUp } from '../set-up.ts';
import { debianSources } from './debian-source.ts';
import { publishedPrograms } from './programs.ts';
import { provePublished, type PublishedProof } from './prove-published.ts';
import { publishedPage } from './published-page.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const page = fileURLToPath(new URL('../../../../docs/published-programs.md', import.meta.url));

/**
 * Builds published programs, or those of these names, for every target, puts them to work, and writes
 * docs/published-programs.md. Whether all is as it should be.
 */
export async function published(names: readonly string[], say: Say): Promise<boolean> {
  const chosen = publishedPrograms.filter(({ name }) => names.length === 0 || names.includes(name));
  const unknown = names.filter((name) => !publishedPrograms.some((program) => program.name === name));
  if (unknown.length > 0) throw new Error(`no such program: ${unknown.join(', ')}`);
  const testbed = await setUp(say);
  const sources = await debianSources();
  const proofs: PublishedProof[] = [];
  try {
    for (const program of chosen) {
      proofs.push(...(await provePublished(testbed, sources, program, say)));
      const before = await readFile(page, 'utf8').catch(() => '');
      await writeFile(page, publishedPage(publishedPrograms, proofs, before));
    }
  } finally {
    await sources.remove();
  }
  await execa('npx', ['prettier', '--write', page], { cwd: root });
  for (const { program, target, log } of proofs.filter(({ good }) => !good))
    say(`${program.name} for ${target} is not as it should be:\n${log}`);
  return proofs.every(({ good }) => good);
}
