import { buildPlugin } from '@mkcross/plugin-kit';

const plugin = {
  apiVersion: 1,
  meta: { id: 'a', package: 'a', summary: 'An example.' },
  uses: ['b'],
  scripts: { run: { body: { file: 'run.sh' } } },
  runners: [{ command: 'x', runs: { system: ['linux'] }, script: 'run', why: 'For tests.' }],
};
const read = (path: string) => (path === 'run.sh' ? 'echo\n' : undefined);
const problems = (changed: object) => buildPlugin({ plugin: { ...plugin, ...changed }, read }).problems;

describe('buildPlugin', () => {
  it('inlines files, and begins with the schema', () => {
    const { text = '' } = buildPlugin({ plugin, read });
    expect(text.startsWith('{\n  "$schema":')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ ...plugin, scripts: { run: { body: 'echo\n' } } });
  });

  it('names files that do not exist', () => {
    expect(problems({ scripts: { run: { body: { file: 'no.sh' } } } })).toEqual([
      'scripts.run.body: the file "no.sh" does not exist',
    ]);
  });

  it('names what JSON cannot hold', () => {
    expect(problems({ nixpkgs: { config: { f: () => 1 } } })).toEqual([
      'nixpkgs.config.f: a plugin is JSON, which has no function',
    ]);
  });

  it('names references to nothing', () => {
    expect(problems({ scripts: {} })).toEqual(['runners[0].script: there is no "run" in "scripts" of a']);
    expect(problems({ shell: { tools: ['c/x'] } })).toEqual([
      'shell.tools[0]: "c/x" is of a plugin that is not in "requires" or "uses"',
    ]);
  });
});
