import { test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { compose } from '@mkcross/composer';
import { samplePlugins, sampleProject, targetTable } from './sample-plugin.ts';

test('dump', () => {
  const a = compose(sampleProject({ plugins: ['rust-mingw', 'wine', 'zig-cc'], target: { 'x86_64-pc-windows-gnu': targetTable({ libraries: ['./vendor/win', 'zlib', 'windows.pthreads'] }) } }), samplePlugins);
  writeFileSync('/tmp/model.json', JSON.stringify(a, null, 1));
  const b = compose(sampleProject({ plugins: ['rust-musl', 'qemu', 'wine', 'zig-cc', 'rust-mingw'], targets: ['aarch64-unknown-linux-musl', 'x86_64-unknown-linux-musl', 'x86_64-pc-windows-gnu'], nix: {nixpkgs: 'x', packages: ['jq'], systems: ['x86_64-linux', 'aarch64-linux', 'aarch64-darwin']}, toolchain: 'zig-cc' }), samplePlugins);
  writeFileSync('/tmp/model2.json', JSON.stringify(b, null, 1));
});
