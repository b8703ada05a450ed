import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** What can be wrong with the files that commands write into a project. */
export const projectFileFindings = {
  BLOCK_MALFORMED: defineFinding({
    code: 'BLOCK_MALFORMED',
    title: 'Malformed mkcross block in a file',
    cause:
      '"mkcross init" edits only the block between "# >>> mkcross" and "# <<< mkcross" in .envrc and .gitignore. One of the two lines is missing, or there are two blocks.',
    example: '# .gitignore\n# >>> mkcross\n/.wine/',
    fix: 'Restore the missing line, or remove all lines of the block, and run the command again.',
    data: Type.Object({ file: Type.String(), problem: Type.String() }),
    message: ({ file, problem }) => `Did not modify ${file}: ${problem}.`,
    hint: ({ file }) =>
      `Edit ${file} so that it has one block, from a line "# >>> mkcross" to a line "# <<< mkcross", or none. Then run the command again.`,
  }),
  FILE_DRIFT: defineFinding({
    code: 'FILE_DRIFT',
    title: 'Generated file is out of date',
    cause:
      'mkcross.toml, a plugin or the version of mkcross changed since the file was generated, or the file was edited by hand.',
    example: '$ echo "# note" >> flake.nix\n$ npx mkcross generate --check',
    fix: 'Run "npx mkcross generate". Put changes of your own into mkcross.toml, because the file is replaced as a whole.',
    data: Type.Object({
      file: Type.String(),
      state: Type.Union([Type.Literal('changed'), Type.Literal('missing'), Type.Literal('stale')]),
    }),
    message: ({ file, state }) =>
      ({
        changed: `${file} differs from what mkcross.toml and the plugins generate.`,
        missing: `${file} does not exist; it has not been generated yet.`,
        stale: `${file} was generated earlier and is not part of this configuration.`,
      })[state],
    hint: () => 'Run "npx mkcross generate".',
  }),
  FILE_EXISTS: defineFinding({
    code: 'FILE_EXISTS',
    title: 'The file to create already exists',
    cause: '"mkcross init" creates files and never overwrites one.',
    example: '$ touch mkcross.toml\n$ npx mkcross init',
    fix: 'Edit the existing file, or move it to another name first.',
    data: Type.Object({ file: Type.String() }),
    message: ({ file }) => `${file} already exists. It was not modified.`,
    hint: ({ file }) => `Edit ${file}, then run "npx mkcross generate".`,
  }),
  NOT_TRACKED: defineFinding({
    code: 'NOT_TRACKED',
    severity: 'warning',
    title: 'File is not tracked by git',
    cause:
      'Nix copies only the tracked files of a git checkout, so that a flake cannot read files that were never added.',
    example: '$ git init && npx mkcross generate',
    fix: 'Add the files with "git add"; a commit is not needed.',
    data: Type.Object({ files: Type.Array(Type.String()) }),
    message: ({ files }) =>
      `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} not tracked by git, so the flake cannot read ${files.length === 1 ? 'it' : 'them'}: Nix copies only tracked files.`,
    hint: ({ files }) => `Run "git add ${files.join(' ')}".`,
  }),
  TOOLCHAIN_FILE_MISSING: defineFinding({
    code: 'TOOLCHAIN_FILE_MISSING',
    title: 'rust-toolchain.toml is missing',
    cause: '"mkcross add" edits the lists of rust-toolchain.toml, which the project does not have.',
    example: '$ rm rust-toolchain.toml\n$ npx mkcross add target x86_64-unknown-linux-musl',
    fix: 'Create the file. A project without Rust lists its targets in mkcross.toml instead.',
    data: Type.Object({}),
    message: () => 'There is no rust-toolchain.toml in the folder of mkcross.toml.',
    hint: () => 'Write a rust-toolchain.toml with the lines  [toolchain]  and  channel = "stable",  then run it again.',
  }),
} as const;
