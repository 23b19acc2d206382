import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A stub table that accepts every request, in a process of its own, so that its cost is not measured.

const HEADERS = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'R', 'x-amz-crc32': '2745614147' };

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { ...HEADERS, 'content-length': '2' }).end('{}'));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
