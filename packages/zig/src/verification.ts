import type { ArtifactStep, BuildStep, RunStep, Target } from '@mkcross/core';

/** A program that every Zig since 0.11 takes: what prints to standard output is libc's. */
const program = `extern fn puts(text: [*:0]const u8) c_int;

pub fn main() void {
    _ = puts("hello from zig");
}
`;

/** What must be seen of a target of Zig's: a program with libc builds, its headers say what they should, and it runs. */
export function zigVerification(
  target: Target,
  artifact: Pick<ArtifactStep, 'format' | 'linkage'>,
): readonly [BuildStep, ArtifactStep, RunStep] {
  const name = artifact.format === 'pe' ? 'hello.exe' : 'hello';
  return [
    {
      kind: 'build',
      id: 'zig-hello',
      files: { 'hello.zig': program },
      command: [[{ tool: 'zig' }], 'build-exe', 'hello.zig', '-lc', '-target', target.zig ?? target.triple],
      artifact: name,
    },
    { kind: 'artifact', of: 'zig-hello', arch: target.arch, ...artifact },
    { kind: 'run', of: 'zig-hello', args: [], exitCode: 0, stdout: 'hello from zig\n' },
  ];
}
