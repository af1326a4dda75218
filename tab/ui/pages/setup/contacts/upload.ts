import type { Problem } from '../../../../contract/problem.ts';
import { apiPath } from '../../../api/apiClient.ts';
import { ApiFailure } from '../../../api/apiFailure.ts';
import type { ContactDataSet } from '../../../api/contract.ts';
import type { Host } from '../../../host/host.ts';

/** As the service takes them, in bytes: 200 MB. */
export const fileBytesMax = 200 * 1_048_576;

interface UploadOptions {
  readonly dataSetId: string;
  readonly fileName: 'accounts' | 'contacts';
  readonly file: File;
  /** Share of the bytes that have been sent, 0 to 1; at 1 the service checks every row. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a CSV file. `fetch` does not tell how much of a body is sent, so this is an XMLHttpRequest.
 * Rejects with an `ApiFailure` as the API client does, with a `HostFailure`, or with an `AbortError` where the signal was given.
 */
export async function uploadFile(host: Pick<Host, 'token'>, options: UploadOptions): Promise<ContactDataSet> {
  if (options.file.size > fileBytesMax) throw new ApiFailure('fileTooLarge');
  const first = await attempt(await host.token(), options);
  const answer = first.status === 401 ? await attempt(await host.token({ isRefused: true }), options) : first;
  const body = parsed(answer.body);
  if (answer.status === 200 && body !== undefined) return body as ContactDataSet;
  if (!answer.isProblem || body === undefined) throw new ApiFailure('unreadable', { status: answer.status });
  const problem = body as Problem;
  throw new ApiFailure(problem.code, { status: answer.status, problem });
}

interface RawAnswer {
  readonly status: number;
  readonly isProblem: boolean;
  readonly body: string;
}

function attempt(token: string, { dataSetId, fileName, file, onProgress, signal }: UploadOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.throwIfAborted();
    signal.addEventListener('abort', abort);
    const query = new URLSearchParams({ originalName: file.name.slice(0, 255) });
    request.open('PUT', `${apiPath}/contact-data-sets/${dataSetId}/files/${fileName}?${query.toString()}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve({ status: request.status, isProblem: request.getResponseHeader('content-type')?.startsWith('application/problem+json') === true, body: request.responseText });
    request.onerror = () => reject(new ApiFailure('offline'));
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
