// Tests the tests: `npm run mutation` for all packages with a stryker.config.js, `npm run mutation -- core` for some.
// Writes bench/mutation.md from the reports of all packages. Nx keeps the report of a package that has not changed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'stryker.config.js')),
);
const named = process.argv.slice(2);
const unknown = named.filter((name) => !packages.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown package: ${unknown.join(', ')}. Packages with mutation tests: ${packages.join(', ')}.`);
  process.exit(1);
}

/** What a report says of its mutants. A mutant that makes a test run for ever is noticed too. */
function counted(report) {
  const mutants = Object.entries(report.files).flatMap(([file, { mutants: all, source }]) =>
    all.map((mutant) => ({ ...mutant, file, line: source.split('\n')[mutant.location.start.line - 1].trim() })),
  );
  const having = (...states) => mutants.filter((mutant) => states.includes(mutant.status));
  const survivors = having('Survived', 'NoCoverage');
  const killed = having('Killed', 'Timeout').length;
  const files = Object.keys(report.files).length;
  return { files, survivors, killed, ignored: having('Ignored'), total: killed + survivors.length };
}

const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const byPlace = (a, b) =>
  a.file.localeCompare(b.file) ||
  a.location.start.line - b.location.start.line ||
  a.location.start.column - b.location.start.column;
const code = (text) => `\`${text.replaceAll(/\s+/gu, ' ').replaceAll('`', "'").slice(0, 100)}\``;

async function writePage() {
  const results = packages.flatMap((name) => {
    const file = join(root, 'packages', name, 'reports/mutation/mutation.json');
    return existsSync(file) ? [{ name, ...counted(JSON.parse(readFileSync(file, 'utf8'))) }] : [];
  });
  const rows = results.map(
    ({ name, files, total, killed, survivors, ignored }) =>
      `| ${name} | ${files} of ${sourcesOf(name)} | ${total} | ${killed} | ${survivors.length} | ${ignored.length} | ${percent(killed, total)} |`,
  );
  const survivors = results.map(({ name, survivors: all }) => survivorsOf(name, all)).filter((text) => text !== '');
  const ignored = results.flatMap(({ name, ignored: all }) => reasonsOf(name, all));
  const page = `# Mutation testing

Written by \`npm run mutation\`. Stryker changes the sources in one place at a time; a mutant is killed if a unit test of the
package, or a golden folder of the composer, then fails, or never ends. Missing among the files of a package are those
without anything to change, those that only pass on to the operating system (its stryker.config.js says which), and those
that were not measured yet. Which survivors are equivalent is said in [mutation-judged.md](mutation-judged.md).

| package | files | mutants | killed | survived | ignored | score |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

${ignored.length === 0 ? '' : `## Ignored\n\n${ignored.join('\n')}\n`}
## Survived

${survivors.length === 0 ? 'None.' : survivors.join('\n\n')}
`;
  const path = join(root, 'bench/mutation.md');
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
}

/** How many files of TypeScript a package has, without tests. */
function sourcesOf(name) {
  const all = readdirSync(join(root, 'packages', name, 'src'), { recursive: true });
  return all.filter((path) => path.endsWith('.ts') && !/\.(test|d)\.ts$/u.test(path)).length;
}

/** The surviving mutants of a package by file: the line, and what a part of it was replaced by. */
function survivorsOf(name, mutants) {
  const files = grouped(mutants);
  const parts = [...files].map(
    ([file, all]) =>
      `- ${file}\n${all
        .toSorted(byPlace)
        .map(
          ({ location, line, mutatorName, replacement = '' }) =>
            `  - ${location.start.line}: ${code(line)} → ${mutatorName} ${code(replacement)}`,
        )
        .join('\n')}`,
  );
  return parts.length === 0 ? '' : `### ${name}\n\n${parts.join('\n')}`;
}

function grouped(mutants) {
  const groups = new Map();
  for (const mutant of mutants) groups.set(mutant.file, [...(groups.get(mutant.file) ?? []), mutant]);
  return groups;
}

/** How many mutants of a file are ignored for which reason. */
function reasonsOf(name, mutants) {
  const counts = new Map();
  for (const { file, statusReason = '' } of mutants) {
    const key = `packages/${name}/${file}: ${statusReason}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].toSorted().map(([key, count]) => `- ${key} (${count})`);
}

const projects = (named.length > 0 ? named : packages).map((name) => `@mkcross/${name}`).join(',');
const nx = ['run-many', '-t', 'mutation', '-p', projects, '--parallel=1', '--outputStyle=static'];
const { status } = spawnSync(join(root, 'node_modules/.bin/nx'), nx, { cwd: root, stdio: 'inherit' });
await writePage();
process.exitCode = status ?? 1;
