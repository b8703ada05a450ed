import type { PublishedProof } from './prove-published.ts';
import type { PublishedProgram } from './published-program.ts';

const headings = ['program', 'built by', 'target', 'shell', 'linkage', 'size', 'at work', 'seconds'] as const;

const intro = `# Published programs

Programs that others have published, built from their sources as they are, for static Linux and for Windows, and put to
work: for Linux as they are, for Windows by Wine. Those of Debian are the authors' own archives, without Debian's patches;
crates come from crates.io by cargo. \`mkcross inspect --expect static\` must agree with each, and the work must be done.
\`npm run e2e:published\` writes this page; with names of programs it makes those anew and leaves the rest.

Sizes are with the debugging information that each build leaves by default. Seconds are those of the build, configure
included, on a machine that had other work too; zig's C libraries were there
already. Below the table stands what is typed: \`source\` is the archive, \`$program\` is what was built, behind its runner.
`;

/** A page about proofs; rows of other programs are taken from the page as it was. */
export function publishedPage(
  programs: readonly PublishedProgram[],
  proofs: readonly PublishedProof[],
  before: string,
): string {
  const kept = before.split('\n').filter((line) => line.startsWith('| '));
  const rows = programs.flatMap(({ name }) => {
    const own = proofs.filter(({ program }) => program.name === name).map(rowOf);
    return own.length > 0 ? own : kept.filter((row) => nameIn(row) === name);
  });
  const commands = programs.map((program) => `## ${program.name}\n\n${commandsOf(program)}`);
  return `${intro}\n${line(headings)}\n${line(headings.map(() => '---'))}\n${rows.join('\n')}\n\n${commands.join('\n')}`;
}

/** The name of a program in the first cell of a row, which ends in the version. */
const nameIn = (row: string) => row.split('|')[1]?.trim().replace(/ \S+$/, '');

function rowOf({ program, version, target, backend, linkage, bytes, printed, seconds, good, log }: PublishedProof) {
  const name = `${program.name} ${version}`;
  const why = program.builds.find((build) => build.target === target)?.fails?.why ?? 'see the log';
  const shell = backend === 'nix' ? 'Nix' : 'without Nix';
  if (linkage === null) return line([name, program.by, target, shell, 'not built', '', why, seconds.toFixed(0)]);
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  const done = good ? printed : `FAILED: ${log}`;
  return line([name, program.by, target, shell, linkage, size, done, seconds.toFixed(0)]);
}

const line = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;

/** mkcross.toml, and what is typed for each target. */
function commandsOf({ files, builds, prepare }: PublishedProgram): string {
  const config = `\`\`\`toml\n${files['mkcross.toml'] ?? ''}\`\`\`\n\n`;
  const prepared = prepare === undefined ? '' : `(cd source && ${prepare.join(' ')})\n`;
  const typed = builds.map(({ target, build, work }) => `# ${target}\n${build}\n\n${work}\n`).join('\n');
  return `${config}\`\`\`sh\n${prepared}${typed}\`\`\`\n`;
}
