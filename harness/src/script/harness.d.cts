// What `#harness` offers, for the TypeScript compiler.

/** Wraps `fn`, which must be called exactly `n` times before the process ends. */
export function mustCall(): () => void;
export function mustCall<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  n?: number,
): (...args: Args) => Result;

/** A function that nobody may call. */
export function mustNotCall(message?: string): (...args: unknown[]) => void;

/** Numbered calls that must each come once, in order, and not after `close()`. */
export interface Sequence {
  seen(n: number): void;
  close(): void;
}

/** Expects `count` calls, numbered from `first` on. */
export function sequence(name: string, count?: number, first?: number): Sequence;

/** Repeats `work`, and measures leaks where the header asks for it. */
export function iterate(work: (i: number) => unknown): Promise<void>;

/** Writes an event into the transcript, in order with the output; it survives a crash. */
export function record(name: string, data?: unknown): void;

/** Collects garbage at once, and lets finalizers run. */
export function gc(): Promise<void>;

/** Resolves once `predicate()` is true, which is asked on every turn of the event loop. */
export function until(predicate: () => unknown): Promise<void>;

/** A point that threads wait at until it has been opened. */
export interface Gate {
  open(): void;
  /** Blocks this thread. */
  wait(): void;
  opened(): Promise<void>;
}

export function gate(name: string): Gate;

/** The values of this run's variant. What they are only the header knows. */
export const variant: Readonly<Record<string, any>>;

/** Milliseconds at this run's time scale. */
export function pace(ms: number): number;

/** Resolves after `ms` milliseconds at this run's time scale. */
export function sleep(ms: number): Promise<void>;
