import { execa } from 'execa';

/** How a body of bash is run. */
export interface BodyRun {
  /** The variables that mkcross sets before it: texts, and lists as arrays. */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
  readonly args?: readonly string[];
  /** The whole environment. @default PATH alone */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** What a body of bash has done. */
export interface BodyResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a body of bash as mkcross does, with its values as variables, for tests of a plugin's scripts. Never fails itself. */
export async function runBody(body: string, run: BodyRun = {}): Promise<BodyResult> {
  const { values = {}, args = [], cwd, env = { PATH: process.env['PATH'] ?? '' } } = run;
  const assignments = Object.entries(values).map(([name, value]) =>
    typeof value === 'string' ? `${name}=${quoted(value)}\n` : `${name}=(${value.map(quoted).join(' ')})\n`,
  );
  const { exitCode, stdout, stderr } = await execa(
    'bash',
    ['-c', `${assignments.join('')}${body}`, 'script', ...args],
    {
      env,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      ...(cwd === undefined ? {} : { cwd }),
    },
  );
  return { exitCode, stdout, stderr };
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
