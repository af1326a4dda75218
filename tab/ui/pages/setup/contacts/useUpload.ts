import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ContactDataSet } from '../../../api/contract.ts';
import { useHost } from '../../../host/HostContext.ts';
import { mayBeCsv } from './csvFile.ts';
import { uploadFile } from './upload.ts';

interface UploadState {
  /** What is on its way; `share` of 1: sent, and being checked. */
  readonly sending?: { readonly file: File; readonly share: number };
  /** Why the file was not taken: `notCsv` and `severalFiles` before it was sent. */
  readonly error?: unknown;
  readonly outcome?: 'done' | 'cancelled';
}

interface UseUploadOptions {
  readonly dataSetId: string;
  readonly fileName: 'accounts' | 'contacts';
  readonly onBusy: (isBusy: boolean) => void;
}

/** Sends one file at a time; what is on its way when its place goes away is cancelled. */
export function useUpload({ dataSetId, fileName, onBusy }: UseUploadOptions) {
  const host = useHost();
  const client = useQueryClient();
  const [state, setState] = useState<UploadState>({});
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const send = async (file: File) => {
    const current = new AbortController();
    controller.current = current;
    setState({ sending: { file, share: 0 } });
    onBusy(true);
    try {
      const answer = await uploadFile(host, { dataSetId, fileName, file, signal: current.signal, onProgress: (share) => setState({ sending: { file, share } }) });
      client.setQueryData<readonly ContactDataSet[]>(['/contact-data-sets', {}], (all = []) => all.map((one) => (one.id === answer.id ? answer : one)));
      void client.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(`/contact-data-sets/${dataSetId}`) });
      setState({ outcome: 'done' });
    } catch (error) {
      setState(current.signal.aborted ? { outcome: 'cancelled' } : { error });
    } finally {
      onBusy(false);
    }
  };
  const start = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1) setState({ error: 'severalFiles' });
    else if (!mayBeCsv(file.name)) setState({ error: 'notCsv' });
    else void send(file);
  };
  return { ...state, start, cancel: () => controller.current?.abort() };
}
