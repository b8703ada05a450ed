import { describePlugin } from '@mkcross/plugin-kit';
import rust from '@mkcross/rust';
import plugin from '@mkcross/rust-mingw';
import zigCc from '@mkcross/zig-cc';

describePlugin({ plugin, folder: new URL('..', import.meta.url), companions: [rust, zigCc] }, { describe, it });
