/** What variables make programs do, by patterns of their names. */
const powers: readonly (readonly [RegExp, string])[] = [
  [/^(LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES)$/, 'is loaded into every program'],
  [/^(LD_LIBRARY_PATH|DYLD_.*|WINEPATH|WINEDLLOVERRIDES)$/, 'libraries are loaded from there'],
  [/^(BASH_ENV|ENV|PROMPT_COMMAND|ZDOTDIR|PS[0-4])$/, 'is run by shells'],
  [/^PATH$/, 'programs are looked up there'],
  [/^(NODE_OPTIONS|PYTHON(STARTUP|PATH|HOME)|PERL5(OPT|LIB)|RUBY(OPT|LIB)|JAVA_TOOL_OPTIONS)$/, 'interpreters load it'],
  [/^(GIT_.*|SSH_ASKPASS|EDITOR|VISUAL|PAGER|BROWSER|SHELL)$/, 'git and other programs run it'],
  [/^(RUSTC.*|RUSTDOC|CARGO_.*(RUNNER|LINKER|WRAPPER)|.*RUSTFLAGS)/, 'cargo runs it'],
  [/^(CC|CXX|AR|LD|MAKE.*|CMAKE_.*|.*(CC|CXX|AR|LD)_.*|C?PPFLAGS|C(XX)?FLAGS|LDFLAGS)$/, 'build systems run it'],
  [/^(HOME|XDG_.*|.*_HOME|TMPDIR|RUSTUP_.*|NIX_.*|MKCROSS_.*)$/, 'programs find their settings there'],
];

/** What a variable of a name can make programs run; undefined for one that is not known to. Words after the name are ignored. */
export function powerOf(name: string): string | undefined {
  const [variable = ''] = name.split(' ', 1);
  return powers.find(([pattern]) => pattern.test(variable))?.[1];
}
