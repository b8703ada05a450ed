import { mutationOf } from '../../stryker.base.js';

export default mutationOf('core');
