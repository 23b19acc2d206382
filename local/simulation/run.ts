import { statusName } from '../../shared/dossier/status.ts';
import { LocalError } from '../launcher/errors.ts';
import { Bar } from './bar.ts';
import { checkReport } from './check-report.ts';
import { CASES } from './counter-day/cases.ts';
import { counterDay } from './counter-day/play.ts';
import { csvFiles, writeCsv } from './csv.ts';
import { parseOptions, USAGE } from './options.ts';
import { reportOf } from './report.ts';
import { indexTable, leadersTable, shown } from './table.ts';
import { refundsSeen, type Tally } from './tally.ts';
import { simulateAll } from './workers.ts';
import { buildWorld } from './world.ts';

/** A year of a province through the rules, in memory, at the speed of the machine. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return;
  }
  const started = performance.now();
  const world = buildWorld(options);
  // Checked before the long part: an output folder that is not writable should fail early.
  writeCsv(options.out, new Map());
  const first = dayOf(world.period.from);
  console.log(
    `${world.provinceName}: ${shown(world.dossiers)} hồ sơ, ${options.days} ngày làm việc từ ${first} đến ${dayOf(world.period.to - 1)}, mầm ${options.seed}`,
  );
  const bar = new Bar(process.stdout, world.dossiers);
  const tally = await simulateAll(options, options.workers, (done) => bar.update(done)).finally(() => bar.close());
  const report = reportOf(tally, world);
  checkReport(report, tally, world.dossiers);
  writeCsv(options.out, csvFiles(report));
  console.log(leadersTable(report, process.stdout.isTTY && process.env.NO_COLOR === undefined));
  console.log(`\n${indexTable(report.index)}`);
  console.log(`\n${moneyLine(tally)}`);
  const seconds = (performance.now() - started) / 1000;
  const memory = shown(process.resourceUsage().maxRSS / 1024);
  const events = shown(tally.seen.get('events') ?? 0);
  console.log(`\n${events} sự kiện, mọi bất biến đều đúng; ${seconds.toFixed(1)} giây, bộ nhớ cao nhất ${memory} MiB`);
  console.log(`CSV: ${options.out}`);
  printDay();
}

/** What was asked, paid and given back in the whole period. */
function moneyLine(tally: Tally): string {
  const vnd = (name: string) => shown(tally.seen.get(`vnd|${name}`) ?? 0);
  const refunds = (...states: Parameters<typeof refundsSeen>[1][]) => {
    const { cases, amount } = refundsSeen(tally, ...states);
    return `${shown(cases)} khoản (${shown(amount)} đồng)`;
  };
  return [
    `Phí, lệ phí: yêu cầu ${vnd('asked')} đồng, hủy yêu cầu ${vnd('cancelled')}, đã nộp ${vnd('paid')}, chưa nộp ${vnd('unpaid')}`,
    `Hoàn trả: đã chi ${refunds('paid')}, từ chối ${refunds('refused')}, chờ chi ${refunds('approved')}, chờ phê duyệt ${refunds('open')}`,
  ].join('\n');
}

/** What a counter meets on any day, told case by case: the same for any province and period. */
function printDay(): void {
  console.log('\nMột ngày ở quầy:');
  for (const { story, simulated } of counterDay()) {
    const { dossierCode, status, returnReason } = simulated.dossier;
    const end = statusName(status, returnReason, 'vi');
    console.log(`  ${CASES[story.name]}, ${dossierCode}: ${shown(simulated.log.length)} sự kiện, ${end}`);
  }
}

const dayOf = (at: number) => new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);

main().catch((error: unknown) => {
  if (!(error instanceof LocalError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
