import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import { FILE_TYPE_NAMES } from '../../../../shared/documents/file-types.ts';
import * as sample from './samples.ts';

const { PDF_TYPE, JPEG_TYPE, PNG_TYPE, HEIC_TYPE, TIFF_TYPE, XML_TYPE, DOCX_TYPE, XLSX_TYPE } = sample;

const sound: readonly (readonly [string, string, Buffer])[] = [
  ['PDF 1.7', PDF_TYPE, sample.pdf()],
  ['PDF 2.0', PDF_TYPE, sample.pdf('2.0')],
  ['PDF with blank lines at its end', PDF_TYPE, Buffer.concat([sample.pdf(), Buffer.from('\r\n\0\n')])],
  ['JPEG', JPEG_TYPE, sample.jpeg()],
  ['JPEG with a preview behind its end', JPEG_TYPE, Buffer.concat([sample.jpeg(), sample.jpeg()])],
  ['PNG', PNG_TYPE, sample.png()],
  ['PNG with padding', PNG_TYPE, Buffer.concat([sample.png(), Buffer.alloc(100)])],
  ['HEIC', HEIC_TYPE, sample.heic()],
  ['TIFF', TIFF_TYPE, sample.tiff()],
  ['TIFF of the other byte order', TIFF_TYPE, sample.tiff(false)],
  ['DOCX', DOCX_TYPE, sample.docx()],
  ['XLSX', XLSX_TYPE, sample.xlsx()],
  ['signed XML', XML_TYPE, sample.signedXml()],
  ['signed XML without a declaration', XML_TYPE, sample.signedXml(undefined, '')],
  ['signed XML with a mark', XML_TYPE, Buffer.concat([Buffer.from('efbbbf', 'hex'), sample.signedXml()])],
  ['signed XML in UTF-16', XML_TYPE, Buffer.from(`\ufeff${sample.signedXml(undefined, '')}`, 'utf16le')],
];

describe('inspect', () => {
  it.each(sound)('accepts %s', (_, type, bytes) => {
    expect(inspect(bytes, type)).toBeUndefined();
  });

  it.each(sound)('rejects %s under another type', (_, type, bytes) => {
    for (const other of FILE_TYPE_NAMES) {
      if (other !== type) expect(inspect(bytes, other)).toBe('type-mismatch');
    }
  });

  it.each([
    ['Windows', sample.windowsProgram()],
    ['ELF', Buffer.from('\x7fELF\x02\x01\x01', 'latin1')],
    ['shell', Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['Mach-O', Buffer.from('cffaedfe07000001', 'hex')],
    ['Java class', Buffer.from('cafebabe00000041', 'hex')],
  ])('rejects a program (%s) declared as PDF', (_, bytes) => {
    expect(inspect(bytes, PDF_TYPE)).toBe('executable');
  });

  it.each([
    ['text', Buffer.from('Kính gửi Ủy ban nhân dân'), PDF_TYPE, 'type-not-allowed'],
    ['old Word', Buffer.from('d0cf11e0a1b11ae1', 'hex'), DOCX_TYPE, 'old-office'],
    ['any archive', Buffer.from(zipSync({ 'a.txt': new Uint8Array([1, 2, 3]) })), DOCX_TYPE, 'archive'],
    ['RAR', Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'), PDF_TYPE, 'archive'],
    ['7z', Buffer.from('377abcaf271c0004', 'hex'), PDF_TYPE, 'archive'],
    ['GIF', Buffer.from('GIF89a'), PNG_TYPE, 'image-type'],
    ['WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), JPEG_TYPE, 'image-type'],
    ['AVIF', sample.heic(1, 1, 'avif'), HEIC_TYPE, 'image-type'],
    ['film', sample.box('ftyp', Buffer.from('isom')), HEIC_TYPE, 'recording'],
    ['RTF', Buffer.from('{\\rtf1 x}'), DOCX_TYPE, 'old-office'],
    ['encrypted Word', sample.encryptedOffice(), DOCX_TYPE, 'encrypted'],
    ['web page', Buffer.from('<!DOCTYPE html><html></html>'), PDF_TYPE, 'type-mismatch'],
    ['web page as XML', Buffer.from('<!DOCTYPE html><html></html>'), XML_TYPE, 'document-type-declaration'],
  ] as const)('refuses %s', (_, bytes, type, reason) => {
    expect(inspect(bytes, type)).toBe(reason);
  });

  it('rejects a PDF that is truncated, has trailing data, or is also an archive', () => {
    const archive = Buffer.from(zipSync({ 'evil.js': new Uint8Array([1]) }));
    expect(inspect(sample.pdf().subarray(0, 120), PDF_TYPE)).toBe('damaged');
    expect(inspect(Buffer.from(sample.pdf().toString().replace('startxref', '')), PDF_TYPE)).toBe('damaged');
    expect(inspect(sample.pdf('9.9'), PDF_TYPE)).toBe('damaged');
    expect(inspect(Buffer.concat([sample.pdf(), Buffer.alloc(2000, 'x')]), PDF_TYPE)).toBe('ambiguous-content');
    expect(inspect(Buffer.concat([sample.pdf(), Buffer.from('<script>')]), PDF_TYPE)).toBe('ambiguous-content');
    expect(inspect(Buffer.concat([sample.pdf(), archive]), PDF_TYPE)).toBe('ambiguous-content');
  });

  it('rejects an archive whose comment ends like a PDF', () => {
    const archive = Buffer.from(zipSync({ 'evil.js': new Uint8Array([1]) }));
    const comment = Buffer.from('\nstartxref\n0\n%%EOF\n');
    const joined = Buffer.concat([sample.pdf(), archive, comment]);
    joined.writeUInt16LE(comment.length, joined.length - comment.length - 2);
    expect(inspect(joined, PDF_TYPE)).toBe('ambiguous-content');
  });

  it('rejects images that are corrupt or carry other data', () => {
    const image = sample.png();
    const flipped = Buffer.from(image);
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    const archive = Buffer.from(zipSync({ 'evil.js': new Uint8Array([1]) }));
    expect(inspect(flipped, PNG_TYPE)).toBe('damaged');
    expect(inspect(sample.png(0, 1), PNG_TYPE)).toBe('damaged');
    expect(inspect(Buffer.concat([image.subarray(0, 33), image.subarray(-12)]), PNG_TYPE)).toBe('damaged');
    expect(inspect(image.subarray(0, image.length - 4), PNG_TYPE)).toBe('damaged');
    expect(inspect(Buffer.concat([image, Buffer.from('more')]), PNG_TYPE)).toBe('ambiguous-content');
    expect(inspect(Buffer.concat([sample.jpeg(), archive]), JPEG_TYPE)).toBe('ambiguous-content');
    expect(inspect(sample.jpeg().subarray(0, -2), JPEG_TYPE)).toBe('damaged');
    expect(inspect(Buffer.from('ffd8ffe00010', 'hex'), JPEG_TYPE)).toBe('damaged');
  });
});
