import { describePlugin } from '@mkcross/plugin-kit';
import rust from '@mkcross/rust';
import rustMusl from '@mkcross/rust-musl';

describePlugin(rustMusl, { describe, it }, [rust]);
