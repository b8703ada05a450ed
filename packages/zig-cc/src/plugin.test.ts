import { describePlugin } from '@mkcross/plugin-kit';
import zigCc from '@mkcross/zig-cc';

describePlugin(zigCc, { describe, it });
