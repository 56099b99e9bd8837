/** Whether tests run in their long form: `npm run long-histories -w @pairlink/gateway`. */
const isLongForm = process.env['LONG_FORM'] === '1';

/** How much of something a test does. */
export const either = (short: number, long: number): number => (isLongForm ? long : short);
