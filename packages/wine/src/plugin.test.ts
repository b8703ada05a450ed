import { describePlugin } from '@mkcross/plugin-kit';
import plugin from '@mkcross/wine';

describePlugin({ plugin, folder: new URL('..', import.meta.url) }, { describe, it });
