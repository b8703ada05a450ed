import { describePlugin } from '@mkcross/plugin-kit';
import qemu from '@mkcross/qemu';

describePlugin(qemu, { describe, it });
