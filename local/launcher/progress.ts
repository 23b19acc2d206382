/** Where progress is written; `process.stdout` by default. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface PhaseTime {
  readonly name: string;
  readonly seconds: number;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** Without a terminal, a running phase is reported at this interval. */
const REMIND_MS = 10_000;

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Shows progress: a live line with the elapsed time on a terminal, plain lines elsewhere. */
export class Progress {
  readonly #screen: Screen;
  readonly #running = new Map<string, { start: number; detail: string; reminded: number }>();
  readonly #done: PhaseTime[] = [];
  #timer: NodeJS.Timeout | undefined;
  #frame = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  get times(): readonly PhaseTime[] {
    return this.#done;
  }

  /** Runs one phase and reports its start, its end and its current activity. Phases may overlap. */
  async phase<T>(name: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T> {
    const phase = { start: performance.now(), detail: '', reminded: performance.now() };
    this.#running.set(name, phase);
    if (!this.#screen.isTTY) this.#screen.write(`  … ${name}\n`);
    this.#timer ??= setInterval(() => this.#tick(), this.#screen.isTTY ? 100 : 1000).unref();
    let mark = '✗';
    try {
      const result = await work((text) => {
        phase.detail = text;
      });
      mark = '✓';
      return result;
    } finally {
      const elapsed = performance.now() - phase.start;
      this.#running.delete(name);
      this.#done.push({ name, seconds: elapsed / 1000 });
      this.line(`  ${mark} ${name} ${seconds(elapsed)}`);
      if (this.#running.size === 0) this.close();
    }
  }

  /** A line of its own, above the live one. */
  line(text: string): void {
    if (this.#screen.isTTY) this.#screen.write('\r\u001b[K');
    this.#screen.write(`${text}\n`);
  }

  /** Ends the live line. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#screen.isTTY) this.#screen.write('\r\u001b[K');
  }

  #tick(): void {
    const now = performance.now();
    if (!this.#screen.isTTY) {
      for (const [name, phase] of this.#running) {
        if (now - phase.reminded < REMIND_MS) continue;
        phase.reminded = now;
        this.#screen.write(`  … ${name} ${seconds(now - phase.start)}${phase.detail ? ` – ${phase.detail}` : ''}\n`);
      }
      return;
    }
    this.#frame = (this.#frame + 1) % FRAMES.length;
    const running = [...this.#running].map(([name, phase]) => {
      const detail = phase.detail ? ` – ${phase.detail}` : '';
      return `${name} ${seconds(now - phase.start)}${detail}`;
    });
    const text = `  ${FRAMES[this.#frame]} ${running.join('   ')}`;
    this.#screen.write(`\r\u001b[K${text.slice(0, (this.#screen.columns ?? 100) - 1)}`);
  }
}

/** Pure: the table of durations at the end. */
export function timeTable(times: readonly PhaseTime[], totalSeconds: number): string {
  const rows = [...times, { name: 'Total', seconds: totalSeconds }];
  const width = Math.max(...rows.map((row) => row.name.length));
  return rows.map((row) => `  ${row.name.padEnd(width)}  ${row.seconds.toFixed(1).padStart(6)} s`).join('\n');
}
