/** What a piece of work took. */
export interface Cost {
  readonly wallSeconds: number;
  /** User and system time of the whole process: those of the garbage collector's and of DuckDB's threads are in it. */
  readonly cpuSeconds: number;
}

/** Starts now; the function that it gives tells what was spent since. */
export function startStopwatch(): () => Cost {
  const wallStart = performance.now();
  const cpuStart = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpuStart);
    return { wallSeconds: (performance.now() - wallStart) / 1000, cpuSeconds: (user + system) / 1_000_000 };
  };
}
