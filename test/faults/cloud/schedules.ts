/** Moments of a schedule expression of EventBridge: `rate(n unit)`, or `cron(minute hour * * ? *)` in UTC. */
export function nextMoment(expression: string, after: number): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const unit = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[rate[2] as 'minute' | 'hour' | 'day'];
    const every = Number(rate[1]) * unit;
    return Math.floor(after / every + 1) * every;
  }
  const daily = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(expression);
  if (daily) {
    const at = Number(daily[2]) * 3_600_000 + Number(daily[1]) * 60_000;
    const day = Math.floor(after / 86_400_000) * 86_400_000;
    return day + at > after ? day + at : day + 86_400_000 + at;
  }
  throw new Error(`${expression} is not simulated`);
}
