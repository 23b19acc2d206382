import type { Screen } from '../launcher/progress.ts';

const WIDTH = 28;
const count = (number: number) => number.toLocaleString('vi-VN');

/** Progress of the run: a bar on a terminal, a line at every tenth elsewhere. */
export class Bar {
  readonly #screen: Screen;
  readonly #total: number;
  readonly #started: number;
  readonly #clock: () => number;
  #tenth = 0;

  constructor(screen: Screen, total: number, clock: () => number = () => performance.now()) {
    this.#screen = screen;
    this.#total = total;
    this.#clock = clock;
    this.#started = clock();
  }

  update(done: number): void {
    const share = this.#total === 0 ? 1 : done / this.#total;
    const seconds = (this.#clock() - this.#started) / 1000;
    const left = done === 0 ? '' : `, còn khoảng ${Math.ceil((seconds * (1 - share)) / share)} giây`;
    const text = `${Math.floor(share * 100)} % – ${count(done)}/${count(this.#total)} hồ sơ, ${seconds.toFixed(0)} giây${left}`;
    if (this.#screen.isTTY) {
      const full = Math.round(share * WIDTH);
      const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
      this.#screen.write(`\r\u001b[K${`${bar} ${text}`.slice(0, (this.#screen.columns ?? 100) - 1)}`);
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    this.#screen.write(`  … ${text}\n`);
  }

  /** Clears the bar. */
  close(): void {
    if (this.#screen.isTTY) this.#screen.write('\r\u001b[K');
  }
}
