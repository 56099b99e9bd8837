/**
 * The figure that a share of all figures does not exceed; NaN of none.
 * @param {readonly number[]} figures
 * @param {number} share 0 to 1
 */
export function percentile(figures, share) {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
