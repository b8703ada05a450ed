import type { ArtifactStep, BuildStep, RunStep } from '@mkcross/core';
import type { ZigTarget } from '@mkcross/zig';
import { wrapperName } from './wrapper-scripts.ts';

const program = `#include <cstdio>
#include <stdexcept>
#include <thread>

int main() {
    const char *caught = "nothing";
    std::thread([&] {
        try {
            throw std::runtime_error("thrown");
        } catch (const std::runtime_error &) {
            caught = "an exception in a thread";
        }
    }).join();
    std::printf("caught %s\\n", caught);
}
`;

/** What must be seen of a target: C++ with a thread and an exception builds, is what it should be, and runs. */
export function zigCcVerification({ zig, target, artifact }: ZigTarget): readonly [BuildStep, ArtifactStep, RunStep] {
  const name = artifact.format === 'pe' ? 'caught.exe' : 'caught';
  return [
    {
      kind: 'build',
      id: 'zig-cc-caught',
      files: { 'caught.cpp': program },
      command: [[{ script: wrapperName(zig, 'c++') }], 'caught.cpp', '-o', name],
      artifact: name,
    },
    { kind: 'artifact', of: 'zig-cc-caught', arch: target.arch, ...artifact },
    { kind: 'run', of: 'zig-cc-caught', args: [], exitCode: 0, stdout: 'caught an exception in a thread\n' },
  ];
}
