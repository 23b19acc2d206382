import { catalogueReport } from './report.ts';

/** Prints the facts of the base and of each province, or every fault. Exit code 1: a file is wrong. */
const { lines, faults } = catalogueReport();
for (const line of [...lines, ...faults]) console.log(line);
process.exitCode = faults.length === 0 ? 0 : 1;
