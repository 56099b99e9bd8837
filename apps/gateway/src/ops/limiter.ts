/** Lets each key do something so often and no more. */
export interface Limiter {
  /** Takes one; answers 0, or the seconds to wait before the next. Never rejects. */
  take(key: string): Promise<number> | number;
  /** Undoes a `take`: what it was taken for does not count after all. */
  giveBack(key: string): Promise<void> | void;
}
