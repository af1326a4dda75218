import { element } from './elements.ts';
import { HostProtocol, type HostOptions } from './hostProtocol.ts';

/** The tab in a frame, hosted as Teams hosts it. */
export interface TabFrame {
  readonly iframe: HTMLIFrameElement;
  readonly protocol: HostProtocol;
  /** Stops listening and takes the frame away. */
  readonly close: () => void;
}

/** Shows a page of the tab. Tab and host page are served from one origin, so that the tab trusts its host without being told of another. */
export function openTabFrame(url: string, title: string, options: HostOptions): TabFrame {
  const iframe = element('iframe', { title, src: url, class: 'content', 'data-loading': true, allow: 'clipboard-write' });
  const protocol = new HostProtocol((message) => iframe.contentWindow?.postMessage(message, location.origin), {
    ...options,
    onLoaded: () => iframe.removeAttribute('data-loading'),
  });
  const listen = ({ source, origin, data }: MessageEvent): void => {
    if (source === iframe.contentWindow && origin === location.origin) void protocol.receive(data);
  };
  window.addEventListener('message', listen);
  return {
    iframe,
    protocol,
    close: () => {
      window.removeEventListener('message', listen);
      iframe.remove();
    },
  };
}
