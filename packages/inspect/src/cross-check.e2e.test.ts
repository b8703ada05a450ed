import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect, type Inspection } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { ask } from '../test/ask.ts';
import { binariesBelow, type Binaries } from '../test/binaries-below.ts';
import { differencesIn, differencesInLists, type Difference } from '../test/differences.ts';
import { makeRareBinaries } from '../test/make-rare-binaries.ts';
import { archOfFormat, objdumpParts, peFacts, peFactsOf, sectionsOf } from '../test/objdump.ts';
import { elfFacts, elfFactsOf, elfHeaderFacts, readelfParts } from '../test/readelf.ts';

const folders = ['/usr/bin', '/usr/sbin', '/usr/lib', '/usr/x86_64-w64-mingw32', '/usr/i686-w64-mingw32'];
/**
 * Archives have a hundred times as many members as there are files: of them one part in so many is looked at, another one
 * each time. With MKCROSS_CROSS_CHECK=all it is all of them.
 */
const partsOfArchives = process.env['MKCROSS_CROSS_CHECK'] === 'all' ? 1 : 4;
const seed = Number(process.env['MKCROSS_SEED'] ?? Date.now() % 1_000_000);

/** As many differences as one can look through. */
const shown = 20;

// With a second file, readelf says which one it speaks of, even where a call got only one.
const readelf = (...flags: readonly string[]) => ({
  program: 'readelf',
  args: ['-W', ...flags, '/dev/null'],
  perCall: 40,
});

let rare: string;
let binaries: Binaries;

beforeAll(async () => {
  rare = await mkdtemp(join(tmpdir(), 'mkcross-cross-check-'));
  const missing = await makeRareBinaries(rare);
  if (missing.length > 0) console.warn(`Without ${missing.join(', ')}, fewer rare binaries are checked.`);
  const all = binariesBelow([...folders, rare]);
  binaries = { ...all, archives: all.archives.filter((_, index) => (index + seed) % partsOfArchives === 0) };
  console.info(`${binaries.archives.length} of ${all.archives.length} archives, MKCROSS_SEED=${seed}`);
});
afterAll(() => rm(rare, { recursive: true, force: true }));

const inspected = (file: string): Inspection => withFile(file, (source) => inspect(source, file));

/** The name of a file as tools print it, whose output is read byte by byte. */
const printed = (file: string) => Buffer.from(file).toString('latin1');

const memberName = ({ path }: Inspection, archive: string) => path.slice(archive.length + 1, -1);

/** Prints how much was compared, and wants no difference. */
function conclude(compared: number, what: string, differences: readonly Difference[]): void {
  console.info(`${String(compared)} ${what} compared, ${String(differences.length)} differences`);
  expect(differences.slice(0, shown)).toEqual([]);
}

it('says of ELF files what readelf says', async () => {
  const parts = await ask(readelf('-h', '-l', '-S', '-d', '-V', '-n'), binaries.elf, (text) =>
    readelfParts(text).map((part) => ({ file: part.file, facts: elfFacts(part.text) })),
  );
  const facts = new Map(parts.map((part) => [part.file, part.facts]));
  const differences = binaries.elf.flatMap((file) =>
    differencesIn(file, elfFactsOf(inspected(file)), facts.get(printed(file)) ?? { format: 'unknown to readelf' }),
  );
  conclude(binaries.elf.length, 'ELF files', differences);
});

it('says of PE files what objdump says', async () => {
  const parts = await ask({ program: 'objdump', args: ['-p', '-h', '-w'], perCall: 20 }, binaries.mz, (text) =>
    objdumpParts(text).map((part) => ({ file: part.file, facts: peFacts(part.format, part.text) })),
  );
  const facts = new Map(parts.map((part) => [part.file, part.facts]));
  const unknown = binaries.mz.filter((file) => !facts.has(printed(file))).map(inspected);
  const differences = binaries.mz.flatMap((file) =>
    differencesIn(file, peFactsOf(inspected(file)), facts.get(printed(file)) ?? {}),
  );
  conclude(facts.size, 'PE files', differences);
  // objdump is built for some architectures alone; all that it does not read must be of others, or no PE.
  expect(unknown.filter(({ arch }) => arch === 'x86' || arch === 'x86_64').map(({ path }) => path)).toEqual([]);
});

it('takes of all other files those for objects of Windows that objdump takes for some', async () => {
  const found = binaries.others.map(inspected).filter(({ format }) => format === 'coff');
  const objects = binaries.others.filter((file) => /\.(o|obj)$/.test(file));
  const asked = [...new Set([...found.map(({ path }) => path), ...objects])];
  const parts = await ask({ program: 'objdump', args: ['-h', '-w'], perCall: 20 }, asked, objdumpParts);
  const known = parts
    .map(({ file, format, text }) => ({ file, arch: archOfFormat(format), sections: sectionsOf(text) }))
    .filter(({ arch }) => arch !== undefined);
  conclude(
    known.length,
    `objects of Windows among ${String(binaries.others.length)} other files`,
    known.flatMap(({ file, ...facts }) =>
      differencesIn(file, found.find(({ path }) => printed(path) === file) ?? {}, facts),
    ),
  );
  const names = new Set(known.map(({ file }) => file));
  expect(found.filter(({ path }) => !names.has(printed(path))).map(({ path }) => path)).toEqual([]);
});

describe('of archives', () => {
  const membersOf = (file: string) => ({ file, members: inspected(file).members });
  let archives: readonly { readonly file: string; readonly members: readonly Inspection[] }[];
  beforeAll(() => {
    archives = binaries.archives.map(membersOf);
  });

  it('it says the members that ar says', async () => {
    const script = 'for file; do echo "File: $file"; ar t "$file"; done';
    const files = [...binaries.archives, ...binaries.thin];
    const parts = await ask({ program: 'sh', args: ['-c', script, 'sh'], perCall: 40 }, files, (text) =>
      readelfParts(`${text}\n`),
    );
    const names = new Map(parts.map(({ file, text }) => [file, text.split('\n').filter((name) => name !== '')]));
    const differences = [...archives, ...binaries.thin.map(membersOf)].flatMap(({ file, members }) =>
      differencesInLists(
        file,
        members.map((member) => ({ name: memberName(member, file) })),
        // Of thin archives, ar says where the members are.
        (names.get(printed(file)) ?? [])
          .slice(0, 20_000)
          .map((name) => ({ name: name.replace(`${dirname(file)}/`, '') })),
      ),
    );
    conclude(archives.flatMap(({ members }) => members).length, 'members of archives', differences);
  });

  it('it says the machines of ELF objects that readelf says', async () => {
    const parts = await ask(readelf('-h', '-S', '-n'), binaries.archives, (text) =>
      readelfParts(text)
        .filter((part) => part.text.includes('ELF Header:'))
        .map((part) => ({ file: part.file, ...elfFacts(part.text), ...elfHeaderFacts(part.text) })),
    );
    const byArchive = groupedBy(parts, ({ file }) => file.replace(/\([^()]*\)$/, '').replace(/\[.*\]$/, ''));
    const differences = archives.flatMap(({ file, members }) =>
      differencesInLists(
        file,
        members.filter(({ format }) => format === 'elf').map((one) => ({ ...elfFactsOf(one), file: one.path })),
        byArchive.get(printed(file)) ?? [],
      ),
    );
    conclude(parts.length, 'ELF members of archives', differences);
  });

  it('it says the machines of objects of Windows that objdump says', async () => {
    const parts = await ask({ program: 'objdump', args: ['-a', '-h', '-w'], perCall: 40 }, binaries.archives, (text) =>
      text
        .split(/^In archive (?=.*:\n)/m)
        .slice(1)
        .map((part) => ({ file: part.slice(0, part.indexOf(':\n')), members: coffMembers(part) })),
    );
    const byArchive = new Map(parts.map(({ file, members }) => [file, members]));
    const differences = archives.flatMap(({ file, members }) =>
      differencesInLists(
        file,
        members
          .filter(({ format, kind }) => format === 'coff' && kind === 'object')
          .map((one) => ({ ...one, name: memberName(one, file) })),
        (byArchive.get(printed(file)) ?? []).slice(0, 20_000),
      ),
    );
    conclude(parts.flatMap(({ members }) => members).length, 'members of Windows', differences);
  });
});

const coffMembers = (text: string) =>
  objdumpParts(text).flatMap((part) => {
    const arch = archOfFormat(part.format);
    return arch === undefined ? [] : [{ name: part.file, arch, sections: sectionsOf(part.text) }];
  });

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}
