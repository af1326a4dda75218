import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { runCauses, runOutcomes } from '../../engine/index.ts';

/**
 * What Prometheus is told: requests by route template, runs, and the process itself (event-loop lag, memory). Labels are from closed sets;
 * there is no tenant, no user and no customer among them.
 */
export interface Metrics {
  requestEnded(request: { readonly method: string; readonly route: string; readonly status: number; readonly durationSeconds: number }): void;
  runStarted(cause: string): void;
  runEnded(run: { readonly outcome: string; readonly durationSeconds: number }): void;
  /** The text of a scrape. */
  text(): Promise<string>;
  readonly contentType: string;
}

const runBucketsSeconds = [10, 60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 24 * 3_600, 72 * 3_600];
const requestBucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const request = { labelNames: ['method', 'route', 'status'] as const, registers };
  const requests = new Counter({ name: 'http_requests_total', help: 'Requests answered.', ...request });
  const durations = new Histogram({ name: 'http_request_duration_seconds', help: 'Time from a request to the end of its answer.', buckets: requestBucketsSeconds, ...request });
  const running = new Gauge({ name: 'runs_running', help: 'Runs under way.', registers });
  const started = new Counter({ name: 'runs_started_total', help: 'Runs started, by cause.', labelNames: ['cause'] as const, registers });
  const ended = new Histogram({ name: 'run_duration_seconds', help: 'Duration of runs that ended, by outcome.', labelNames: ['outcome'] as const, buckets: runBucketsSeconds, registers });
  // From the first scrape on: of a series that appears with its first run, Prometheus would not see that run as an increase.
  for (const cause of runCauses) started.inc({ cause }, 0);
  for (const outcome of runOutcomes) ended.zero({ outcome });

  return {
    requestEnded: ({ method, route, status, durationSeconds }) => {
      const labels = { method, route, status: String(status) };
      requests.inc(labels);
      durations.observe(labels, durationSeconds);
    },
    runStarted: (cause) => {
      started.inc({ cause });
      running.inc();
    },
    runEnded: ({ outcome, durationSeconds }) => {
      running.dec();
      ended.observe({ outcome }, durationSeconds);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
