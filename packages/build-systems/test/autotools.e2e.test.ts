import { adapter, bashOf, envOf } from './rendered.ts';
import { inputs } from './inputs.ts';
import { Sandbox } from './sandbox.ts';

const autotools = adapter('autotools');

it('a configure script of autoconf takes the target of --host, in a folder whose path has a blank', () => {
  const sandbox = new Sandbox();
  const shell = autotools.shell?.([inputs.gccWindows]) ?? {};
  const contribution = autotools.target(inputs.gccWindows);
  sandbox.add(shell);
  sandbox.add(contribution);
  sandbox.program('x86_64-pc-windows-gnu-gcc', 'exec gcc "$@"');
  sandbox.write(
    'configure.ac',
    `AC_INIT([words], [1])
AC_PROG_CC
AC_PROG_RANLIB
AC_CONFIG_FILES([words.txt])
AC_OUTPUT
`,
  );
  sandbox.write('words.txt.in', '@CC@ @RANLIB@ @LDFLAGS@\n');
  expect(sandbox.run('autoconf')).toMatchObject({ code: 0 });
  const [hook] = shell.hooks ?? [];
  const enter = hook === undefined ? '' : bashOf(hook, sandbox.places);
  // As it was entered, without the variables that the shell under test has of its own.
  const script = `unset CC CFLAGS LDFLAGS CONFIG_SITE IN_NIX_SHELL OUT_DIR
enter() {\n${enter}}\nenter\n./configure --host=x86_64-w64-mingw32 && cat words.txt`;
  const env = envOf(contribution, sandbox.places);
  const { code, stdout } = sandbox.run('bash', ['--norc', '-c', script], env);
  const program = 'x86_64-pc-windows-gnu';
  expect([code, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, `${program}-gcc ${program}-ranlib --static`]);
  sandbox.remove();
});
