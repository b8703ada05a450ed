export * from './names.ts';
export * from './plugin.ts';
export * from './schema.ts';
export * from './target.ts';
export * from './text.ts';
export * from './tool.ts';
export * from './toolchain.ts';
export * from './verification.ts';
