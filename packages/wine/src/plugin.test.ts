import { describePlugin } from '@mkcross/plugin-kit';
import wine from '@mkcross/wine';

describePlugin(wine, { describe, it });
