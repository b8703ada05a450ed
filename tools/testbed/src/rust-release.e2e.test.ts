import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const testbed = await setUp(() => undefined);

const musl = 'x86_64-unknown-linux-musl';
const arm = 'aarch64-unknown-linux-musl';
const windows = 'x86_64-pc-windows-gnu';

const files = {
  'mkcross.toml': `plugins = ["rust-musl", "rust-mingw", "wine", "qemu"]
targets = ["${musl}", "${windows}", "${arm}"]
[target.${arm}]
toolchain = "zig"
`,
  'rust-toolchain.toml': `[toolchain]
channel = "stable"
profile = "minimal"
targets = ["${musl}", "${windows}", "${arm}"]
`,
  'Cargo.toml': `[package]
name = "app"
version = "0.1.0"
edition = "2021"
[profile.release]
lto = true
panic = "abort"
strip = true
codegen-units = 1
opt-level = "z"
[profile.thin]
inherits = "release"
lto = "thin"
`,
  'src/main.rs': `fn main() {
    let sum: usize = std::thread::spawn(|| std::env::args().skip(1).map(|arg| arg.len()).sum()).join().unwrap();
    println!("{sum}, panics {}", if cfg!(panic = "abort") { "abort" } else { "unwind" });
    let caught = std::panic::catch_unwind(|| assert_eq!(sum, 5));
    println!("{}", if caught.is_err() { "went on after a panic" } else { "done" });
}
`,
};

describe('the usual release profile of Rust', () => {
  let project: string;
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'mkcross-rust-release-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(project, path)), { recursive: true });
      await writeFile(join(project, path), text);
    }
    await execa('node', [command, 'generate'], { cwd: project });
  });
  afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

  /** Builds the program with a profile, runs it with "hello" and with "panic!", and gives what both printed. */
  const script = (profile: string, target: string) =>
    `run() { cargo run --quiet --profile ${profile} --target ${target} -- "$1" || echo "ended by a panic"; }; run hello; run panic!`;
  const expected = '5, panics abort\ndone\n6, panics abort\nended by a panic';

  const expectStatic = (profile: string, target: string) => {
    const path = join(project, 'target', target, profile, target === windows ? 'app.exe' : 'app');
    const { linkage, findings } = withFile(path, (source) => inspect(source, path));
    expect([linkage, findings]).toEqual([expect.stringMatching(/^static/), []]);
  };

  it.each([musl, windows])('without Nix, with lto = true: %s', async (target) => {
    const words = ['run', '--backend', 'host', '--', 'bash', '-c', script('release', target)];
    const env = testbed.host;
    const { stdout } = await execa('node', [command, ...words], { cwd: project, env, extendEnv: false });
    expect(stdout.replaceAll('\r', '')).toBe(expected);
    expectStatic('release', target);
  });

  it.each([musl, windows, arm])('in nix develop, with lto = "thin": %s', async (target) => {
    const { stdout, stderr } = await develop(testbed, { project, command: ['bash', '-c', script('thin', target)] });
    expect([stdout.replaceAll('\r', ''), stdout.startsWith('5,') ? '' : stderr]).toEqual([expected, '']);
    expectStatic('thin', target);
  });
});
