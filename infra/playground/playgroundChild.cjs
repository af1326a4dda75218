'use strict';

// Loaded into each Agents Playground before its own code, which listens on all interfaces and has no switch for it.

const http = require('node:http');
const { Server } = require('node:net');

const loopback = '127.0.0.1';
const listen = Server.prototype.listen;

/** `listen` with the loopback address wherever the caller names no host. */
Server.prototype.listen = function listenOnLoopback(...given) {
  if (this instanceof http.Server) this.once('listening', () => process.send?.({ port: this.address().port }));
  const [first, second, ...rest] = given;
  if (typeof first === 'object' && first !== null) {
    return listen.call(this, 'port' in first && first.host === undefined ? { ...first, host: loopback } : first, second, ...rest);
  }
  if (typeof first === 'function') return listen.call(this, 0, loopback, first);
  // A string that is no number is the path of a socket: no network is in it.
  if (typeof first === 'string' && Number.isNaN(Number(first))) return listen.apply(this, given);
  return typeof second === 'string' ? listen.apply(this, given) : listen.call(this, first ?? 0, loopback, ...given.slice(1).filter((value) => value !== undefined && value !== null));
};

// Ctrl-C reaches every process of the terminal. The parent decides when this one goes: the channel to it closes, even when it is killed.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.once('disconnect', () => process.exit(0));
