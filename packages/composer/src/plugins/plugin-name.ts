/**
 * What `plugins`, `requires` and `uses` name a plugin by, as a regular expression: an id, or the name of an npm package
 * (https://docs.npmjs.com/cli/configuring-npm/package-json#name).
 */
export const packagePattern = '([a-z][a-z0-9-]*|(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*)';

const isPackage = new RegExp(`^${packagePattern}$`);

/** Whether a name can be that of a plugin in a package. */
export function isPackageName(name: string): boolean {
  return isPackage.test(name) && !isFileName(name);
}

/** The npm package of a name in `plugins`: `@mkcross/<id>` for a bare id, others by their package names. */
export function packageOf(name: string): string {
  return /[@/]|^mkcross-plugin-/.test(name) ? name : `@mkcross/${name}`;
}

/** The plugin id that a package name stands for: `@theirs/mkcross-plugin-foo` is `foo`. */
export function idOf(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/^mkcross-plugin-/, '');
}

/** Whether a name in `plugins` is that of a JSON file of the project: `./targets/board.json`. */
export function isFileName(name: string): boolean {
  return name.startsWith('./') || name.endsWith('.json');
}
