import { EventEmitter } from 'node:events';

/** A connection, as far as anybody looks at it. */
export class FakeSocket extends EventEmitter {
  connecting = false;
  remoteAddress = '203.0.113.1';
  destroyed = false;
  readonly #onDestroy: () => void;
  constructor(onDestroy: () => void) {
    super();
    this.#onDestroy = onDestroy;
  }
  setTimeout = () => this;
  setKeepAlive = () => this;
  setNoDelay = () => this;
  ref = () => this;
  unref = () => this;
  destroy(): this {
    if (!this.destroyed) {
      this.destroyed = true;
      this.#onDestroy();
    }
    return this;
  }
}
