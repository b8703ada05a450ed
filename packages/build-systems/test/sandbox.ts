import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AdapterPlaceholder, Contribution, Files } from '@mkcross/build-systems';
import type { Script } from '@mkcross/core';
import { bashOf, inFolder, rendered, type Places } from './rendered.ts';

/** What a command has done. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder whose path has a blank in it, with programs in `bin`; removed by `remove`. */
export class Sandbox {
  readonly folder: string;
  readonly places: Places;
  readonly #root: string;

  constructor() {
    this.#root = mkdtempSync(join(tmpdir(), 'mkcross-build-systems-'));
    this.folder = join(this.#root, 'a project');
    this.places = inFolder(this.folder);
    mkdirSync(join(this.folder, 'bin'), { recursive: true });
  }

  write(path: string, text: string): string {
    const absolute = join(this.folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
    return absolute;
  }

  /** Puts a program on PATH; its text is bash. */
  program(name: string, body: string): void {
    chmodSync(this.write(`bin/${name}`, `#!/usr/bin/env bash\n${body}\n`), 0o755);
  }

  /** A program that prints its name and arguments, and the variables of these names, one a line. */
  fake(name: string, variables: readonly string[] = []): void {
    const env = variables.map((variable) => `echo "${variable}=\${${variable}-unset}"`).join('\n');
    this.program(name, `${env}\nprintf '%s\\n' "${name}" "$@"`);
  }

  script(name: string, script: Script<AdapterPlaceholder>): void {
    this.program(name, bashOf(script, this.places));
  }

  /** Writes the programs and files of a contribution. */
  add({ programs = {}, files = {} }: Contribution): void {
    for (const [name, script] of Object.entries(programs)) this.script(name, script);
    for (const [name, text] of Object.entries(files)) this.write(`files/${name}`, rendered(text, this.places));
  }

  run(
    command: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
    cwd = this.folder,
  ): Ended {
    const { PATH = '' } = process.env;
    const all = { PATH: `${join(this.folder, 'bin')}:${PATH}`, HOME: this.folder, LC_ALL: 'C', ...env };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env: all, encoding: 'utf8' });
    return { code: status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** The files of a disk. */
export const disk: Files = {
  read: (path) => {
    try {
      return Promise.resolve(readFileSync(path, 'utf8'));
    } catch {
      return Promise.resolve(undefined);
    }
  },
  list: (folder) => {
    try {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
      return Promise.resolve(
        entries
          .filter((entry) => !entry.isDirectory())
          .map((entry) => join(entry.parentPath, entry.name))
          .toSorted(),
      );
    } catch {
      return Promise.resolve([]);
    }
  },
};

/** Files that are only in memory. */
export const files = (texts: Readonly<Record<string, string>>): Files => ({
  read: (path) => Promise.resolve(texts[path]),
  list: (folder) =>
    Promise.resolve(
      Object.keys(texts)
        .filter((path) => path.startsWith(`${folder}/`))
        .toSorted(),
    ),
});
