import { describePlugin } from '@mkcross/plugin-kit';
import zig from '@mkcross/zig';
import plugin from '@mkcross/zig-cc';

describePlugin({ plugin, folder: new URL('..', import.meta.url), companions: [zig] }, { describe, it });
