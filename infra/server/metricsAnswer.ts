import type { RequestListener } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Serves `/metrics`, on a port of its own so that the outside never reaches it. */
export function answerMetrics(metrics: Metrics): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  };
}
