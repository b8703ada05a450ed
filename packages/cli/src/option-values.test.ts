import { envFormats } from '@mkcross/host';
import { expectedLinkages } from '@mkcross/inspect';
import { describeCommands } from 'mkcross';

it.each([
  ['env', '--format <format>', [...envFormats, 'cargo']],
  ['inspect', '--expect <linkage>', expectedLinkages],
])('%s %s has all values that the package behind it knows', (command, flags, values) => {
  const { options } = describeCommands().find(({ name }) => name === command) ?? { options: [] };
  const { description } = options.find((option) => option.flags === flags) ?? { description: '' };
  expect(description.split(': ').at(-1)?.split(', ')).toEqual(values);
});
