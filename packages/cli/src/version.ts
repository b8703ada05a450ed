import { readFileSync } from 'node:fs';

/** The version of this package, as `mkcross --version` prints it. */
export function readVersion(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  } catch {
    // A version is not needed to run.
  }
  return 'of an unknown version';
}
