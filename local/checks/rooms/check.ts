import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readImports } from './imports.ts';
import { arrows, circles, ofOneCapability, wrongImports } from './rooms.ts';

/** Prints the dependencies between the rooms, and fails on a forbidden one (docs/decisions/0042-rooms.md). */
const root = fileURLToPath(new URL('../../..', import.meta.url));
const all = readImports(root);
/** Tests may import everything. */
const product = new Map([...all].filter(([file]) => !file.startsWith('test/')));

const between = arrows(product);
const ofRooms = circles(between);
const ofFiles = circles(product);
const alone = ofOneCapability(product);
const lines = [...alone.keys()].reduce(
  (sum, file) => sum + readFileSync(join(root, file), 'utf8').split('\n').length - 1,
  0,
);
const wrong = wrongImports(all);

console.log(
  `${between.size} rooms, ${[...between.values()].reduce((sum, to) => sum + to.size, 0)} arrows between them, ` +
    `${ofRooms.length} circles of rooms, ${ofFiles.length} of files, ${lines} lines of shared/ for one capability alone`,
);
for (const one of wrong) console.log(`  ${one}`);
for (const circle of [...ofRooms, ...ofFiles]) console.log(`  a circle: ${circle.join(' ↔ ')}`);
for (const [file, capability] of alone) console.log(`  ${file} is reached by ${capability} alone`);
if (wrong.length + ofRooms.length + ofFiles.length + alone.size > 0) process.exitCode = 1;
