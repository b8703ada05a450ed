export { qemu as default } from './plugin.ts';
