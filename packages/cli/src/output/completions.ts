/** A command as completion sees it: its name, what it is for, its long options. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly string[];
}

/** The shells that completions are written for. */
export const completedShells = ['bash', 'fish', 'zsh'] as const;

/** A shell. */
export type CompletedShell = (typeof completedShells)[number];

/** The completion script of a shell: commands first, then the options of the command. Descriptions hold no quotes. */
export function completionScript(shell: CompletedShell, commands: readonly CompletedCommand[]): string {
  return { bash, fish, zsh }[shell](commands);
}

const names = (commands: readonly CompletedCommand[]) => commands.map(({ name }) => name).join(' ');

function bash(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options }) => `    ${name}) words='${options.join(' ')}' ;;\n`).join('');
  return `_mkcross() {
  local words='${names(commands)}'
  case \${COMP_WORDS[1]} in
${cases}  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words='${names(commands)} --help --version'; fi
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -F _mkcross mkcross
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const first = commands.map(
    ({ name, description }) => `complete -c mkcross -n __fish_use_subcommand -f -a ${name} -d '${description}'\n`,
  );
  const options = commands.flatMap((command) =>
    command.options.map(
      (option) => `complete -c mkcross -n '__fish_seen_subcommand_from ${command.name}' -l ${option.slice(2)}\n`,
    ),
  );
  return [...first, ...options].join('');
}

function zsh(commands: readonly CompletedCommand[]): string {
  const described = commands.map(({ name, description }) => `    '${name}:${description}'\n`).join('');
  const cases = commands.map(({ name, options }) => `    ${name}) compadd -- ${options.join(' ')} ;;\n`).join('');
  return `#compdef mkcross
_mkcross() {
  local -a commands=(
${described}  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case $words[2] in
${cases}  esac
}
compdef _mkcross mkcross
`;
}
