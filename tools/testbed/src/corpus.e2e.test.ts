import { corpus, inspectJudge, programsOf, rivals, score, scoreTable, setUp } from '@mkcross/testbed';
import { inspect, type Inspection } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';

const specimens = await corpus(await setUp(() => undefined), console.info);

const read = (path: string): Inspection => withFile(path, (source) => inspect(source, path));

/** An inspection in the words of the corpus. */
function facts({ hardening, debug, imports, members, findings, ...said }: Inspection): object {
  const name = (library: string) => (said.format === 'pe' ? library.toLowerCase() : library);
  return {
    ...said,
    needed: said.needed.map(name).toSorted(),
    delayed: imports.filter(({ delayed }) => delayed).map((dll) => name(dll.name)),
    aslr: hardening.aslr,
    nx: hardening.nx,
    relro: hardening.relro,
    cfg: hardening.cfg,
    symbols: debug.symbols,
    debugInfo: debug.info,
    pdb: debug.pdb,
    findings: findings.map(({ code }) => code).toSorted(),
    members: members.map((member) => ({ ...facts(member), name: member.path.slice(said.path.length + 1, -1) })),
  };
}

it('has many specimens, each of a name of its own', () => {
  expect(specimens.length).toBeGreaterThanOrEqual(60);
  expect(new Set(specimens.map(({ name }) => name)).size).toBe(specimens.length);
});

it.each(specimens)('says of $name what it was made to be', ({ path, truth }) => {
  expect(facts(read(path))).toMatchObject(truth);
});

it('is right about more programs than the usual checks', async () => {
  const scores = await score([inspectJudge, ...rivals], programsOf(specimens));
  console.info(scoreTable(scores));
  expect(scores[0]).toMatchObject({ wrong: [], silent: [] });
});
