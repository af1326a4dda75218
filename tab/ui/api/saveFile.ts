/** Hands a file of the API to the browser, which keeps it among its downloads. A plain link would carry no token. Resolves to the file's name. */
export async function saveFile(response: Response, nameWithout: string): Promise<string> {
  const name = /filename="?([^";]+)"?/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? nameWithout;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  return name;
}
