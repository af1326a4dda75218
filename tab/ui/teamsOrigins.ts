import type { Plugin } from 'vite';

const request = 'fetch(r,{signal:i.signal})';

/**
 * teams-js brings the list of hosts that it may talk to, and asks a CDN for a newer one as soon as it is loaded. The tab's policy lets it speak
 * to its own service alone, and names the same hosts (infra/server/securityHeaders.ts): the list that came with it does. A release of teams-js
 * that asks in another way fails the build.
 */
export function builtInTeamsOrigins(): Plugin {
  return {
    name: 'built-in-teams-origins',
    transform: {
      filter: { id: /teams-js\/dist\/esm\/.*\/internal\/validOrigins\.js$/ },
      handler(code) {
        if (!code.includes(request)) this.error('teams-js asks for its list of hosts in another way than before.');
        return { code: code.replace(request, 'Promise.reject(new Error("The list that came with teams-js is used."))'), map: null };
      },
    },
  };
}
