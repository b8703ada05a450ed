import { envFormats as formats } from '@mkcross/host';
import { expectedLinkages as linkages } from '@mkcross/inspect';
import { envFormats, expectedLinkages } from './option-values.ts';

it('options have all values that the packages behind them know', () => {
  expect(envFormats).toEqual(formats);
  expect(expectedLinkages).toEqual(linkages);
});
