import type { ConnectorClient } from 'botframework-connector';
import type { TokenSource } from '../../engine/index.ts';

const requestTimeoutMilliseconds = 15_000;

/** What is used of `PipelineRequest`, `PipelineResponse` and `Pipeline` of @azure/core-rest-pipeline. */
interface PipelineRequest {
  timeout: number;
  disableKeepAlive?: boolean;
  readonly headers: { set(name: string, value: string): void };
}
interface PipelineResponse {
  readonly status: number;
}
interface PipelinePolicy {
  readonly name: string;
  readonly sendRequest: (request: PipelineRequest, next: (request: PipelineRequest) => Promise<PipelineResponse>) => Promise<PipelineResponse>;
}
interface Pipeline {
  removePolicy(policy: { readonly name: string }): readonly unknown[];
  addPolicy(policy: PipelinePolicy, options: { readonly phase: 'Retry' }): void;
}

/**
 * Takes out of a connector what must not happen behind our back: the SDK repeats a send up to three times also where the first may have
 * arrived, and follows redirects with the token in its hand. It ignores its own option `noRetryPolicy`, so that its pipeline is reached
 * through a private field; an SDK that has no such policies any more is refused rather than trusted.
 *
 * A token that is refused is renewed once: a request that was answered with 401 was not carried out.
 */
export function configureConnector(connector: ConnectorClient, credentials: TokenSource): ConnectorClient {
  const { pipeline } = (connector as unknown as { readonly client: { readonly pipeline: Pipeline } }).client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) {
    if (pipeline.removePolicy({ name }).length !== 1) throw new Error(`The connector of the Bot Framework SDK has no ${name} to be taken out.`);
  }
  pipeline.addPolicy(
    {
      name: 'sendOnce',
      sendRequest: async (request, next) => {
        request.timeout = requestTimeoutMilliseconds;
        // A connection that the server closes while it is reused would leave open whether the message arrived.
        request.disableKeepAlive = true;
        const response = await next(request);
        if (response.status !== 401) return response;
        request.headers.set('authorization', `Bearer ${await credentials.token({ fresh: true })}`);
        return next(request);
      },
    },
    // Next to the wire: outside of this phase, a refusal is already an exception.
    { phase: 'Retry' },
  );
  return connector;
}
