import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** What keeps mkcross from writing where it should. */
export const writeFindings = {
  WRITE_REFUSED: defineFinding({
    code: 'WRITE_REFUSED',
    title: 'Refused to write through a link or into a folder of others',
    cause:
      'mkcross writes only into real folders that belong to you. A symbolic link in the project, such as .mkcross, can lead to any other folder; a folder of another user can be changed while mkcross uses it; and a .mkcross that mkcross did not make may contain files of yours.',
    example: '$ ln -s ~/.ssh .mkcross\n$ npx mkcross run -- make',
    fix: 'Look at what the message names. If it is not yours or was not put there by you, do not use this project; else remove or rename it, or make it yours with chown.',
    data: Type.Object({ path: Type.String(), reason: Type.String() }),
    message: ({ path, reason }) => `Refused to write ${path}: ${reason}.`,
    hint: ({ path }) =>
      `Inspect it with "ls -ld ${path}". Remove it if it is not needed, or run "sudo chown -R $(id -u) ${path}" if another user's command made it for you.`,
  }),
} as const;
