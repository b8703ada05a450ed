import {
  placeholdersOf,
  type ModelFixture,
  type ModelPlaceholder,
  type ModelTarget,
  type ShellModel,
} from '@mkcross/composer';
import type { Host, Target } from '@mkcross/core';
import { fixtureName } from '@mkcross/verify';

/** A program of a shell that is replaced by one that lies. */
export interface Lie {
  readonly by: 'compiler' | 'runner';
  /** `a compiler that does nothing, in place of x86_64-unknown-linux-musl-gcc` */
  readonly title: string;
  /** What it stands in for: a program or tool of the shell, or what a variable names. */
  readonly replaces: ModelPlaceholder | { readonly variable: string };
  /** Bash; `$honest` is the program that it replaces. */
  readonly script: string;
  /** The programs of the machine that it calls. */
  readonly needs: readonly string[];
  /** The fixture that finds it out. */
  readonly fixture: string;
}

/** Where a lie is told. */
export interface LieRequest {
  readonly model: ShellModel;
  readonly target: ModelTarget;
  readonly host: Host;
  /** The fixtures that are honestly built here. */
  readonly fixtures: readonly ModelFixture[];
  /** Whether programs are started by a runner here. */
  readonly isRunnerHere: boolean;
}

/** Every lie that a target's shell is told: each compiler, linker and runner is replaced in turn. */
export function liesAbout(request: LieRequest): readonly Lie[] {
  const { fixtures, model, target } = request;
  const seen = new Set<string>();
  const compilers = fixtures.flatMap((fixture) =>
    replacedBy(model, target.target, fixture).flatMap((replaces) => {
      const key = JSON.stringify(replaces);
      if (seen.has(key)) return [];
      seen.add(key);
      return compilerLies(request, fixture, replaces);
    }),
  );
  // What was built honestly is still there for runners.
  return [...runnerLies(request), ...compilers];
}

/** What compiles or links a fixture: the program that its command begins with, or, of cargo, the linker. */
function replacedBy(model: ShellModel, target: Target, fixture: ModelFixture): readonly Lie['replaces'][] {
  const [first = ''] = fixture.build;
  if (typeof first !== 'string') return placeholdersOf(first).slice(0, 1);
  const linker = linkerVariable(model, target, fixture);
  return linker === undefined ? [] : [{ variable: linker }];
}

/** The variable that names the linker of a fixture which cargo builds; undefined for others, and where rustc brings one. */
export function linkerVariable(
  { env }: ShellModel,
  { triple }: Target,
  { build: [first] }: ModelFixture,
): string | undefined {
  const linker = `CARGO_TARGET_${triple.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_LINKER`;
  return first === 'cargo' && linker in env ? linker : undefined;
}

const nameOf = (replaced: Lie['replaces']): string => Object.values(replaced).map(String).join(' ');

function compilerLies(
  { model, target: { target }, host }: LieRequest,
  fixture: ModelFixture,
  replaces: Lie['replaces'],
): readonly Lie[] {
  const file = fixture.artifact.slice(fixture.artifact.lastIndexOf('/') + 1);
  // What is linked without -o has its name from the source.
  const output = `out=${shellText(file)}
for ((index = 1; index < $#; index++)); do
  following=$((index + 1))
  if [ "\${!index}" = -o ]; then out=\${!following}; fi
done
`;
  const lie = (what: string, script: string, needs: readonly string[] = []): Lie => ({
    by: 'compiler',
    title: `${what}, in place of ${nameOf(replaces)}`,
    replaces,
    script,
    needs,
    fixture: fixtureName(fixture),
  });
  const isOwn = model.systems[host]?.host === target.triple;
  const [word = ''] = fixture.build;
  // A linker for Rust may well be the host's: what makes the program one for musl is not in it.
  const isCompiler = typeof word !== 'string' && placeholdersOf(word).some((part) => 'program' in part);
  const hostCompiler = /\.(cc|cpp|cxx|c\+\+)$/.test(Object.keys(fixture.files)[0] ?? '') ? 'c++' : 'cc';
  const patched = otherMachine(target);
  return [
    lie('a program that does nothing', 'exit 0'),
    lie('a program that copies one of this machine', `${output}cp "$(type -P bash)" "$out"`),
    ...(isCompiler && !isOwn
      ? [
          lie('the compiler of this machine', `exec ${hostCompiler} "\${@/#-static*/-O0}"`, [hostCompiler]),
          lie('the compiler of this machine, linking statically', `exec ${hostCompiler} -static "$@"`, [hostCompiler]),
        ]
      : []),
    ...(patched === undefined
      ? []
      : [
          lie(
            'a program for another architecture',
            `"$honest" "$@" || exit\n${output}if [ -e "$out" ]; then ${patched}; fi`,
          ),
        ]),
  ];
}

/** Bash that makes `$out` a program for another architecture, by its header; undefined where a format has none. */
function otherMachine({ format, arch, endian }: Target): string | undefined {
  const write = (bytes: string, at: string) =>
    `printf '${bytes}' | dd of="$out" bs=1 seek=${at} conv=notrunc status=none`;
  // RISC-V is 243, x86_64 is 62.
  const [low, high] = arch === 'riscv64' ? ['\\x3e', '\\x00'] : ['\\xf3', '\\x00'];
  if (format === 'elf') return write(endian === 'big' ? `${high}${low}` : `${low}${high}`, '18');
  // ARM64 is 0xaa64, x86_64 is 0x8664; the header's place is at 60.
  const machine = arch === 'aarch64' ? '\\x64\\x86' : '\\x64\\xaa';
  return format === 'pe' ? write(machine, '$(($(od -An -tu4 -j60 -N4 "$out") + 4))') : undefined;
}

/** Runners that run nothing, told to the fixture that sees most of what its program prints. */
function runnerLies({ target: { runner }, fixtures, isRunnerHere }: LieRequest): readonly Lie[] {
  if (!isRunnerHere || runner === undefined) return [];
  const run = fixtures.flatMap((fixture) => fixture.runs.map((one) => ({ fixture, stdout: one.stdout ?? '' })));
  const best = run.find(({ stdout }) => stdout.includes('{reversed}')) ?? run[0];
  if (best === undefined) return [];
  const lie = (what: string, script: string): Lie => ({
    by: 'runner',
    title: `${what}, in place of ${runner.program}`,
    replaces: { program: runner.program },
    script,
    needs: [],
    fixture: fixtureName(best.fixture),
  });
  const parts = best.stdout.split(/\{token\}|\{reversed\}/).map(shellText);
  return [
    lie('a runner that runs nothing', 'exit 0'),
    lie('a runner that prints what programs usually print', 'echo hello'),
    lie('a runner that prints its arguments', 'shift\necho "$@"'),
    lie('a runner that prints its arguments as the program would', `printf %s ${parts.join('"${!#}"')}`),
  ];
}

const shellText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
