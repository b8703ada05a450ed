import { describePlugin } from '@mkcross/plugin-kit';
import rust from '@mkcross/rust';

describePlugin(rust, { describe, it });
