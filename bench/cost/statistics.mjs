/** The value that a share of the others is below. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const median = (values) => quantile(values, 0.5);

/** The middle half. */
export const quartiles = (values) => [quantile(values, 0.25), quantile(values, 0.75)];

export const range = (values) => [Math.min(...values), Math.max(...values)];
