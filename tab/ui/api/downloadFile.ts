import type { ApiClient } from './apiClient.ts';

/** Has the browser save the file that the API answers with, under the name that the API gives it. A link would carry no token. */
export async function downloadFile(api: ApiClient, path: string): Promise<void> {
  const response = await api.fetch(path);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameIn(response.headers.get('content-disposition')) ?? '';
  link.click();
  // The browser has taken hold of the content by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** RFC 6266: the name in UTF-8, else the plain one. */
export function fileNameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition ?? '')?.[1];
  return encoded === undefined ? /filename="([^"]*)"/iu.exec(disposition ?? '')?.[1] : decodeURIComponent(encoded);
}
