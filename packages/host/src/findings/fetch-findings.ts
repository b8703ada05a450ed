import { defineFinding } from '@mkcross/core';
import * as Type from 'typebox';

/** What can be wrong with downloads, and with what was downloaded. */
export const fetchFindings = {
  FETCH_FAILED: defineFinding({
    code: 'FETCH_FAILED',
    title: 'Download failed',
    cause: 'The package index or the network did not answer, answered with an error, or the download was incomplete.',
    example: '$ PIP_INDEX_URL=http://localhost:9 npx mkcross doctor --fix',
    fix: 'Run the command again when the index is reachable, or set PIP_INDEX_URL to another index.',
    data: Type.Object({ package: Type.String(), url: Type.String(), reason: Type.String() }),
    message: ({ package: name, url, reason }) => `Cannot download ${name} from ${url}: ${reason}.`,
    hint: () => 'Try again later, or set PIP_INDEX_URL to another package index.',
  }),
  FETCH_HASH_WRONG: defineFinding({
    code: 'FETCH_HASH_WRONG',
    title: 'Download has a wrong hash',
    cause:
      'The downloaded file does not have the SHA-256 hash that the index or mkcross.lock gives. It was damaged or replaced on the way.',
    example: '$ npx mkcross doctor --fix',
    fix: 'Run the command again. If the hash stays wrong, do not use the file, and check the index and its mirrors.',
    data: Type.Object({ url: Type.String(), expected: Type.String(), found: Type.String() }),
    message: ({ url, expected, found }) =>
      `The download of ${url} has the SHA-256 hash ${found}, expected ${expected}. The file was deleted.`,
    hint: () => 'Try again. If the hash stays wrong, the package index or a proxy modifies files.',
  }),
  FETCH_NOTHING_FITS: defineFinding({
    code: 'FETCH_NOTHING_FITS',
    title: 'No download for this system',
    cause: 'The index has no file of the package for this system, or not in the requested version.',
    example: '# mkcross.toml\n[plugin.zig-cc]\nversion = "0.1"',
    fix: 'Request another version in mkcross.toml, or install the program by other means.',
    data: Type.Object({
      package: Type.String(),
      system: Type.String(),
      series: Type.Optional(Type.String()),
      url: Type.String(),
    }),
    message: ({ package: name, system, series, url }) =>
      `${url} has no file of ${name}${series === undefined ? '' : ` ${series}`} for ${system}.`,
    hint: () => 'Request another version in mkcross.toml, or install the program by other means.',
  }),
  FETCH_INSECURE: defineFinding({
    code: 'FETCH_INSECURE',
    title: 'Download without encryption',
    cause:
      'A package index, a file that it lists, or a redirect has a URL that begins with http://. Others on the network could replace what is downloaded.',
    example: '$ PIP_INDEX_URL=http://pypi.example.org/simple npx mkcross doctor --fix',
    fix: 'Use the URL that begins with https://. For a server of your own network that has none, list its host in PIP_TRUSTED_HOST.',
    data: Type.Object({ package: Type.String(), url: Type.String(), host: Type.String() }),
    message: ({ package: name, url }) => `Refused to download ${name} from ${url}: the connection is not encrypted.`,
    hint: ({ host }) => `Use https://, or add ${host} to PIP_TRUSTED_HOST if you trust the network to that server.`,
  }),
  FETCH_OFFLINE: defineFinding({
    code: 'FETCH_OFFLINE',
    title: 'Downloads are turned off',
    cause: 'A program is missing, and a variable of pip or uv or the option --offline forbids to download it.',
    example: '$ UV_OFFLINE=1 npx mkcross doctor --fix',
    fix: 'Install the program, or remove the variable or option.',
    data: Type.Object({ package: Type.String(), setting: Type.String() }),
    message: ({ package: name, setting }) => `${name} is not downloaded because of ${setting}.`,
    hint: ({ setting }) => `Install the program by other means, or run the command without ${setting}.`,
  }),
  FETCH_SETTING_INVALID: defineFinding({
    code: 'FETCH_SETTING_INVALID',
    title: 'Invalid setting for downloads',
    cause:
      'A variable that configures downloads, such as PIP_INDEX_URL, HTTPS_PROXY or PIP_CERT, has a value that cannot be used.',
    example: '$ PIP_INDEX_URL=pypi.org/simple npx mkcross doctor --fix',
    fix: 'Correct the variable. Its value is not printed, because it can contain a password.',
    data: Type.Object({ setting: Type.String(), reason: Type.String() }),
    message: ({ setting, reason }) => `Cannot use ${setting}: ${reason}.`,
    hint: ({ setting }) => `Correct the variable ${setting}, or unset it.`,
  }),
  FETCH_TIMED_OUT: defineFinding({
    code: 'FETCH_TIMED_OUT',
    title: 'Download took too long',
    cause:
      'The server sent nothing for a minute, or the whole took longer than mkcross waits: two minutes for an index, an hour for a file.',
    example: '$ npx mkcross doctor --fix',
    fix: 'Run the command again, or set PIP_INDEX_URL to a faster mirror.',
    data: Type.Object({ package: Type.String(), url: Type.String() }),
    message: ({ package: name, url }) => `Downloading ${name} from ${url} took too long.`,
    hint: () => 'Try again later, or set PIP_INDEX_URL to another package index.',
  }),
  FETCH_TOO_LARGE: defineFinding({
    code: 'FETCH_TOO_LARGE',
    title: 'Download is larger than the limit',
    cause:
      'An index, a file or what it unpacks to is many times larger than those of toolchains are. The server is faulty, or wants to fill the disk.',
    example: '$ npx mkcross doctor --fix',
    fix: 'Do not use this server. If the file is right, unpack it yourself and put the program on PATH.',
    data: Type.Object({
      package: Type.String(),
      url: Type.String(),
      what: Type.Union([Type.Literal('download'), Type.Literal('index'), Type.Literal('unpacked')]),
      limit: Type.Number(),
    }),
    message: ({ package: name, url, what, limit }) => {
      const subject = { download: 'The file', index: 'The page of the index', unpacked: 'The unpacked archive' }[what];
      return `${subject} for ${name} from ${url} is larger than ${(limit / 1_000_000).toFixed(0)} MB. Nothing was kept.`;
    },
    hint: () => 'Check the URL of the server; if the file is right, unpack it yourself and put the program on PATH.',
  }),
  FETCH_TOO_MANY_FILES: defineFinding({
    code: 'FETCH_TOO_MANY_FILES',
    title: 'Download has more files than the limit',
    cause: 'An index or an archive lists many times more files than those of toolchains have.',
    example: '$ npx mkcross doctor --fix',
    fix: 'Do not use this server. If the file is right, unpack it yourself and put the program on PATH.',
    data: Type.Object({
      package: Type.String(),
      url: Type.String(),
      what: Type.Union([Type.Literal('archive'), Type.Literal('index')]),
      limit: Type.Number(),
    }),
    message: ({ package: name, url, what, limit }) =>
      `The ${what} for ${name} from ${url} has more than ${String(limit)} files. Nothing was kept.`,
    hint: () => 'Check the URL of the server; if the file is right, unpack it yourself and put the program on PATH.',
  }),
  FETCHED_CHANGED: defineFinding({
    code: 'FETCHED_CHANGED',
    title: 'Downloaded files were changed',
    cause:
      'Files of a toolchain in the cache of mkcross are not those that were unpacked: they were changed, added or removed.',
    example: '$ npx mkcross doctor --locked',
    fix: 'Remove the folder, and run "npx mkcross doctor --fix".',
    data: Type.Object({
      tool: Type.String(),
      folder: Type.String(),
      files: Type.Array(Type.String()),
      count: Type.Number(),
    }),
    message: ({ tool, folder, files, count }) =>
      `${String(count)} files of ${tool} in ${folder} differ from what was downloaded: ${files.join(', ')}${count > files.length ? ', …' : ''}.`,
    hint: ({ folder }) => `Remove ${folder}, and run "npx mkcross doctor --fix" to download it again.`,
  }),
  FETCHED_ELSEWHERE: defineFinding({
    code: 'FETCHED_ELSEWHERE',
    severity: 'warning',
    title: 'Program was downloaded from another index',
    cause:
      'A program in the cache of mkcross was downloaded from another package index than the one that is configured now.',
    example: '$ PIP_INDEX_URL=https://pypi.example.org/simple npx mkcross doctor',
    fix: 'Nothing, if you trust that index. Otherwise, remove the folder, and run "npx mkcross doctor --fix".',
    data: Type.Object({ tool: Type.String(), folder: Type.String(), from: Type.String(), index: Type.String() }),
    message: ({ tool, from, index }) => `${tool} was downloaded from ${from}, and the configured index is ${index}.`,
    hint: ({ folder }) => `If you do not trust that index, remove ${folder} and run "npx mkcross doctor --fix".`,
  }),
} as const;
