import { describePlugin } from '@mkcross/plugin-kit';
import rust from '@mkcross/rust';
import rustMingw from '@mkcross/rust-mingw';

describePlugin(rustMingw, { describe, it }, [rust]);
