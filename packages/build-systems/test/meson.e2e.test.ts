import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildRequest, ProjectStep } from '@mkcross/build-systems';
import { gcc, inputOf, targetOf } from './inputs.ts';
import { adapter } from './rendered.ts';
import { disk, Sandbox } from './sandbox.ts';

const meson = adapter('meson');
const target = targetOf('aarch64-unknown-linux-gnu');
const tools = mkdtempSync(join(tmpdir(), 'mkcross-meson-'));

beforeAll(() => {
  const packages = ['meson==1.9.1', 'ninja==1.13.0'];
  const { status, stderr } = spawnSync(
    'python3',
    ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', tools, ...packages],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => {
  rmSync(tools, { recursive: true });
});

it('a Meson project is built for the target, with its libraries, and tested by its runner', async () => {
  const sandbox = new Sandbox();
  const { triple } = target;
  const linkage = { linkage: 'dynamic', executableFlags: ['-Wl,--as-needed'], libraries: ['acme/leaf'] } as const;
  const input = inputOf(target, gcc(target, linkage));
  sandbox.add(meson.target(input));
  // The machine's own compiler stands for that of the target, and adds folders of libraries as the programs of a shell do.
  for (const [name, command] of [
    ['gcc', `gcc -L"${sandbox.folder}/acme/leaf/lib"`],
    ['g++', 'g++'],
    ['ar', 'ar'],
    ['strip', 'strip'],
  ] as const)
    sandbox.program(`${triple}-${name}`, `exec ${command} "$@"`);
  sandbox.program(`qemu-aarch64-${triple}`, `echo "$1" >>"${sandbox.folder}/runs"\nexec "$@"`);
  const project = {
    'meson.build': `project('words', 'c')
cc = meson.get_compiler('c')
leaf = cc.find_library('leaf')
words = shared_library('words', 'words.c')
app = executable('app', 'main.c', link_with: words, dependencies: leaf)
executable('unbuilt', 'main.c', build_by_default: false)
test('app', app)
`,
    'words.c': 'int words(void) { return 1; }\n',
    'main.c': 'int words(void);\nint leaf(void);\nint main(void) { return words() + leaf() - 8; }\n',
  };
  for (const [name, text] of Object.entries(project)) sandbox.write(`words/${name}`, text);
  const env = { PATH: `${sandbox.folder}/bin:${tools}/bin:${process.env['PATH'] ?? ''}`, PYTHONPATH: tools };
  const run = (command: readonly string[]) => {
    const [name = '', ...args] = command;
    const ended = sandbox.run(name, args, env, join(sandbox.folder, 'words'));
    expect(ended).toMatchObject({ code: 0 });
    return ended.stdout;
  };
  sandbox.write('acme/leaf/lib/leaf.c', 'int leaf(void) { return 7; }\n');
  run(['bash', '-c', 'cd ../acme/leaf/lib && gcc -c leaf.c && ar rcs libleaf.a leaf.o']);

  const request: BuildRequest = { input, folder: join(sandbox.folder, 'words'), output: join(sandbox.folder, 'out') };
  const printed: Record<string, string> = {};
  // Twice, for Meson treats a folder that it knows otherwise.
  for (const step of [...(await meson.project.build(request, disk)), ...(await again(request))])
    printed[step.name] = run(step.command);
  const { folder, output } = request;
  expect(await meson.project.artifacts(request, { ...disk, printed })).toEqual([
    { name: 'app', path: `${output}/app`, kind: 'executable', run: true, folder },
    { name: 'libwords', path: `${output}/libwords.so`, kind: 'library', run: false, folder },
  ]);
  const [test] = await meson.project.test(request, { ...disk, printed });
  expect(run(test?.command ?? [])).toMatch(/^Ok: +1/m);
  expect(await disk.read(`${sandbox.folder}/runs`)).toContain(`${output}/app\n`);
  sandbox.remove();
});

/** The steps of a folder that has been set up. */
const again = (request: BuildRequest): Promise<readonly ProjectStep[]> =>
  meson.project.build(request, { ...disk, read: () => Promise.resolve('') });
