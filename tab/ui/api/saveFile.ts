/** Hands what an answer holds to the browser, which keeps it among its downloads. A plain link would carry no token. Resolves to the file's name. */
export async function saveFile(response: Response, nameWithout: string): Promise<string> {
  const name = fileNameIn(response.headers.get('content-disposition')) ?? nameWithout;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
  return name;
}

/** RFC 6266: the name in UTF-8, else the plain one. */
export function fileNameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition ?? '')?.[1];
  return encoded === undefined ? /filename="([^"]*)"/iu.exec(disposition ?? '')?.[1] : decodeURIComponent(encoded);
}
