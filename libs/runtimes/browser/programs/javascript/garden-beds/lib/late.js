import { beds } from './bed.js';
export const late = () => `${beds.size} beds, ${import.meta.url.split('/').at(-1)}`;
