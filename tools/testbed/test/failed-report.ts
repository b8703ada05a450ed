import { REPORT_VERSION, type Report, type StepReport } from '@mkcross/verify';

const step = (name: string, more: Partial<StepReport>): StepReport => ({
  name,
  kind: 'build',
  of: 'fixture',
  status: 'passed',
  seconds: 1.24,
  command: '',
  log: null,
  tail: [],
  evidence: [],
  findings: [],
  ...more,
});

const long = 'x'.repeat(600);

/** A report with all that may be in one: failures, long lines, other scripts, and what would be dangerous unquoted. */
export const failedReport: Report = {
  reportVersion: REPORT_VERSION,
  verdict: 'failed',
  seconds: 63.42,
  targets: [
    {
      target: 'x86_64-unknown-linux-musl',
      verdict: 'proven',
      seconds: 21.04,
      steps: [
        step('rust-musl/hello: build', {
          command: 'cargo build --release --target x86_64-unknown-linux-musl',
          log: 'logs/build.log',
          seconds: 18.3,
        }),
        step('rust-musl/hello: is static', {
          kind: 'check',
          evidence: [
            'the file type is ET_DYN with DF_1_PIE',
            'there is no interpreter (PT_INTERP)',
            'it needs no library (DT_NEEDED)',
          ],
          seconds: 0.01,
        }),
        step('rust-musl/hello: run', { kind: 'run', evidence: ['it ended with 0, and printed “42”'], seconds: 0.03 }),
        step('project: cargo test', { of: 'project', status: 'unchanged', seconds: 2.7 }),
      ],
    },
    {
      target: 'x86_64-pc-windows-gnu',
      verdict: 'failed',
      seconds: 38.8,
      steps: [
        step('project: cmake --build', {
          of: 'project',
          command: `cmake --build build --target all -- -DPATH=${long}`,
          log: 'logs/cmake.log',
          seconds: 30.1,
        }),
        step('project: notes.exe needs only DLLs of Windows', {
          kind: 'check',
          of: 'project',
          status: 'failed',
          evidence: ['the subsystem is console', 'it imports libstdc++-6.dll (compiler)'],
          findings: [
            {
              code: 'DLL_OF_COMPILER',
              severity: 'error',
              data: {
                dll: 'libstdc++-6.dll',
                what: 'the C++ library of gcc',
                instead:
                  'link with -static, or -static-libstdc++; in Rust set CXXSTDLIB=static=stdc++, as the plugin rust-mingw does',
              },
            },
          ],
          seconds: 0.02,
        }),
        step('project: notes.exe runs', {
          kind: 'run',
          of: 'project',
          status: 'failed',
          command: 'mkcross-run-x86_64-pc-windows-gnu build/notes.exe --größe "大きさ"',
          log: 'logs/run.log',
          tail: [
            '0024:err:module:import_dll Library libstdc++-6.dll not found',
            '<script>document.title = "taken"</script>',
          ],
          findings: [
            {
              code: 'OUTPUT_WRONG',
              severity: 'error',
              data: { program: 'build/notes.exe', expected: '42', found: long },
            },
          ],
          seconds: 8.7,
        }),
      ],
    },
    {
      target: 'aarch64-unknown-linux-gnu',
      verdict: 'unproven',
      seconds: 3.58,
      steps: [
        step('zig-cc/hello: build', { seconds: 3.5 }),
        step('zig-cc/hello: run', {
          kind: 'run',
          status: 'skipped',
          findings: [
            {
              code: 'RUNNER_MISSING',
              severity: 'warning',
              data: { triple: 'aarch64-unknown-linux-gnu' },
            },
          ],
          seconds: 0,
        }),
      ],
    },
  ],
};

/** What its steps printed. */
export const failedReportLogs: Readonly<Record<string, string>> = {
  'logs/build.log':
    '   \x1b[1;32mCompiling\x1b[0m notes v0.1.0\n    \x1b[1;32mFinished\x1b[0m release profile in 18.2s\n',
  'logs/cmake.log': `${Array.from({ length: 200 }, (_, line) => `[${line}/200] Building CXX object src/größe-${line}.cpp.obj`).join('\n')}\n${long}\n`,
  'logs/run.log':
    '0024:err:module:import_dll Library libstdc++-6.dll not found\n<img src=x onerror="document.title=\'taken\'">\n大きさ של Größe 🦀 \u202eback\u202c\n<script>document.title = "taken"</script>\n',
};
