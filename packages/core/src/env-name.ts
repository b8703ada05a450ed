/** Whether every shell accepts the name of a variable: a letter or underscore, then letters, digits, underscores (POSIX.1-2024, 3.216 "Name"). */
export function isEnvName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
