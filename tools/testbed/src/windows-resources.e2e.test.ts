import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { develop, setUp } from '@mkcross/testbed';
import { inspect } from '@mkcross/inspect';
import { withFile } from '@mkcross/inspect/node';
import { execa } from 'execa';

const command = fileURLToPath(new URL('../../../packages/cli/bin/mkcross.js', import.meta.url));
const icon = fileURLToPath(new URL('../../../examples/win32-gdiplus/src/clock.ico', import.meta.url));
const testbed = await setUp(() => undefined);

const manifest = (name: string) => `[package]
name = "${name}"
version = "1.2.3"
edition = "2021"

[build-dependencies]
winresource = { version = "0.1", default-features = false }
`;
const main = '#![windows_subsystem = "windows"]\nfn main() {}\n';

/** Programs whose resources winresource compiles: of one it writes the resource file, the other brings its own. */
const files: Readonly<Record<string, string>> = {
  'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\nprofile = "minimal"\ntargets = ["x86_64-pc-windows-gnu"]\n',
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["written", "taken"]\n',
  'written/Cargo.toml': manifest('written'),
  'written/src/main.rs': main,
  'written/build.rs': `fn main() {
    let mut resource = winresource::WindowsResource::new();
    resource.set_icon("../app.ico").set("FileDescription", "written").set("ProductName", "Résumé").compile().unwrap();
}
`,
  'taken/Cargo.toml': manifest('taken'),
  'taken/src/main.rs': main,
  'taken/build.rs':
    'fn main() { winresource::WindowsResource::new().set_resource_file(concat!(env!("CARGO_MANIFEST_DIR"), "/app.rc")).compile().unwrap(); }\n',
  'taken/app.rc': `#include <winver.h>
#pragma code_page(65001)
small ICON "../app.ico"
large ICON "../app.ico"
VS_VERSION_INFO VERSIONINFO
FILEVERSION 4, 3, 2, 1
PRODUCTVERSION 4, 3, 0, 65535
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "CompanyName", "Ours"
      VALUE "ProductName", "Resources of Rust"
    END
  END
END
`,
};

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'mkcross-resources-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  await copyFile(icon, join(project, 'app.ico'));
});
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 20 }));

describe.each(['gcc', 'zig'])('icon and version of programs of Rust that %s links', (toolchain) => {
  beforeAll(async () => {
    await writeFile(
      join(project, 'mkcross.toml'),
      `plugins = ["rust-mingw"]\n[target.x86_64-pc-windows-gnu]\ntoolchain = "${toolchain}"\n`,
    );
    await execa('node', [command, 'generate'], { cwd: project });
    // What is built for the target only: the crates that build scripts need are the same for both.
    const script = 'rm -rf target/x86_64-pc-windows-gnu; cargo build --quiet --target x86_64-pc-windows-gnu';
    const { exitCode, stderr } = await develop(testbed, { project, command: ['bash', '-c', script] });
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  });

  const inspected = (name: string) =>
    withFile(join(project, 'target/x86_64-pc-windows-gnu/debug', `${name}.exe`), (source) => inspect(source, name));

  it('come from build.rs', () => {
    expect(inspected('written')).toMatchObject({
      subsystem: 'windows',
      resources: {
        fileVersion: '1.2.3.0',
        productVersion: '1.2.3.0',
        texts: { FileDescription: 'written', ProductName: 'Résumé' },
        icons: 1,
      },
    });
  });

  it('come from a resource file', () => {
    expect(inspected('taken')).toMatchObject({
      subsystem: 'windows',
      resources: {
        fileVersion: '4.3.2.1',
        productVersion: '4.3.0.65535',
        texts: { CompanyName: 'Ours', ProductName: 'Resources of Rust' },
        icons: 2,
      },
    });
  });
});
