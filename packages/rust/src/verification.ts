import type { ArtifactStep, BuildStep, Hole, RunStep, Triple } from '@mkcross/core';

const manifest = '[package]\nname = "fixture"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n';

const main = `fn main() {
    let words: Vec<String> = std::thread::spawn(|| std::env::args().skip(1).collect()).join().unwrap();
    println!("hello {}", words.join(" "));
}
`;

/** What must be seen of a Rust target: a program with a thread builds, its headers say what they should, and it runs. */
export function rustVerification(
  triple: Triple,
  artifact: Pick<ArtifactStep, 'arch' | 'format' | 'linkage'>,
): readonly [BuildStep, ArtifactStep, RunStep] {
  return [
    {
      kind: 'build',
      id: 'hello',
      files: { 'Cargo.toml': manifest, 'src/main.rs': main },
      command: ['cargo', 'build', '--offline', '--target', triple],
      artifact: `target/${triple}/debug/fixture${artifact.format === 'pe' ? '.exe' : ''}`,
    },
    { kind: 'artifact', of: 'hello', ...artifact },
    { kind: 'run', of: 'hello', args: ['from', 'a program'], exitCode: 0, stdout: 'hello from a program\n' },
  ];
}

const c = `#include <stdio.h>

int main(int count, char **words) {
    printf("hello %s\\n", count > 1 ? words[1] : "nobody");
    return 0;
}
`;

/**
 * What must be seen of a target's C compiler: a program builds, its headers say what they should,
 * and it runs. `flags` are what the artifact's linkage takes.
 */
export function cVerification(
  artifact: Pick<ArtifactStep, 'arch' | 'format' | 'linkage'>,
  flags: readonly string[],
  cc: Hole = { tool: 'cc' },
): readonly [BuildStep, ArtifactStep, RunStep] {
  const name = artifact.format === 'pe' ? 'hello.exe' : 'hello';
  return [
    {
      kind: 'build',
      id: 'hello-c',
      files: { 'hello.c': c },
      command: [[cc], 'hello.c', '-o', name, ...flags],
      artifact: name,
    },
    { kind: 'artifact', of: 'hello-c', ...artifact },
    { kind: 'run', of: 'hello-c', args: ['from C'], exitCode: 0, stdout: 'hello from C\n' },
  ];
}
