import { ccName, type ShellHook, type Target } from '@mkcross/core';

/** What zig calls architectures whose kernel has one set of headers for several. */
const families: Readonly<Record<string, string>> = { riscv64: 'riscv', x86_64: 'x86' };

/** Folders of zig's headers of a libc, below `libc/include` of its library (`getIncludeDirs` in its source); some zigs lack some. */
function folders({ arch, os }: Target): readonly string[] {
  if (os === 'windows') return [`${arch}-windows-gnu`, 'generic-mingw', `${arch}-windows-any`, 'any-windows-any'];
  return [`${arch}-linux-musl`, 'generic-musl', `${families[arch] ?? arch}-linux-any`, 'any-linux-any'];
}

/**
 * Tells bindgen of zig's headers, which zig alone knows the place of. Nothing is asked of it where there is no libclang, and
 * so no bindgen.
 */
export function zigHeaders(target: Target): ShellHook {
  const variable = `BINDGEN_EXTRA_CLANG_ARGS_${ccName(target.triple)}`;
  return {
    id: `headers-${target.triple}`,
    stage: 'environment',
    why: 'bindgen reads the headers of zig’s libc.',
    values: { zig: [{ tool: 'zig' }] },
    body: `local folder pattern='lib_dir"?[ :=]+"([^"]+)"'
if [ -n "\${LIBCLANG_PATH-}" ] && [[ $("$zig" env) =~ $pattern ]]; then
  for folder in ${folders(target).join(' ')}; do
    export ${variable}="$${variable} -isystem \${BASH_REMATCH[1]}/libc/include/$folder"
  done
fi
`,
  };
}
