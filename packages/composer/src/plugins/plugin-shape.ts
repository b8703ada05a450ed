import { PluginSchema, type ToolchainPlugin } from '@mkcross/core';
import { Set as setFormat } from 'typebox/format';
import { Check } from 'typebox/value';
import { isProjectPath } from '../config/schema-problems.ts';

setFormat('project-path', isProjectPath);

/**
 * Whether data has the shape of a plugin. Where packages are bundled, tools/workspace/bin/bundle.js has what TypeBox compiles from the schema
 * in the place of this module: to read the schema at every start takes longer than all else that is done with a plugin.
 */
export const hasPluginShape = (data: unknown): data is ToolchainPlugin => Check(PluginSchema, data);
