import { describePlugin } from '@mkcross/plugin-kit';
import zig from '@mkcross/zig';

describePlugin(zig, { describe, it });
