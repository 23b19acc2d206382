import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../functions/documents/verification/inspect.ts';
import { DSIG, signature, signedXml, XML_TYPE } from './samples.ts';

const judge = (text: string | Buffer) => inspect(Buffer.from(text as string), XML_TYPE);

describe('XML', () => {
  it('needs a signature in the namespace of XML-DSig', () => {
    expect(judge('<ToKhai/>')).toBe('signature-missing');
    expect(judge(signedXml('urn:other'))).toBe('signature-missing');
    expect(judge('<ToKhai><Signature/></ToKhai>')).toBe('signature-missing');
  });

  it('needs a complete signature', () => {
    expect(judge(`<a xmlns:ds="${DSIG}"><ds:Signature/></a>`)).toBe('signature-missing');
    expect(
      judge(
        `<a xmlns:ds="${DSIG}"><ds:Signature><ds:SignedInfo/><ds:SignatureValue> </ds:SignatureValue></ds:Signature></a>`,
      ),
    ).toBe('signature-missing');
    expect(
      judge(`<a xmlns:ds="${DSIG}"><ds:SignedInfo/><ds:SignatureValue>c2ln</ds:SignatureValue><ds:Signature/></a>`),
    ).toBe('signature-missing');
  });

  it('does not accept nested elements as parts of the signature', () => {
    const parts = '<ds:SignedInfo/><ds:SignatureValue>c2ln</ds:SignatureValue>';
    expect(judge(`<a xmlns:ds="${DSIG}"><ds:Signature><ds:Object>${parts}</ds:Object></ds:Signature></a>`)).toBe(
      'signature-missing',
    );
  });

  it('is rejected when it is larger than any signed form', () => {
    const padded = signedXml()
      .toString()
      .replace('Đăng ký', 'a'.repeat(20 * 1024 * 1024));
    expect(judge(padded)).toBe('too-much-inside');
  });

  it('is rejected with a document type declaration, so that nothing is expanded or fetched', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>';
    const external = '<!DOCTYPE a SYSTEM "http://169.254.169.254/latest">';
    expect(judge(signedXml(undefined, bomb))).toBe('document-type-declaration');
    expect(judge(signedXml(undefined, external))).toBe('document-type-declaration');
  });

  it.each([
    ['unclosed', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['undeclared prefix', '<x:a/>'],
    ['undefined entity', '<a>&evil;</a>'],
    ['not UTF-8', Buffer.from('3c613eff3c2f613e', 'hex')],
    ['another encoding', '<?xml version="1.0" encoding="windows-1258"?><a/>'],
    ['control character', '<a>\u0001</a>'],
  ])('is rejected when it is not well-formed: %s', (_, text) => {
    expect(judge(text)).toBe('damaged');
  });

  it('is rejected when it is nested too deeply', () => {
    expect(judge('<a>'.repeat(300) + '</a>'.repeat(300))).toBe('too-much-inside');
  });

  it.each([
    ['an SVG with a script', `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script>${signature()}</svg>`],
    [
      'an SVG with an empty signature',
      `<svg xmlns="http://www.w3.org/2000/svg"><script/><Signature xmlns="${DSIG}"/></svg>`,
    ],
    ['a web page', `<html xmlns="http://www.w3.org/1999/xhtml"><body onload="x()"/>${signature()}</html>`],
    [
      'a script of the web under a prefix',
      `<a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>x</h:script>${signature()}</a>`,
    ],
    [
      'a script inside the signature',
      signature().replace(
        '<ds:SignedInfo>',
        '<ds:Object><script xmlns="http://www.w3.org/1999/xhtml"/></ds:Object><ds:SignedInfo>',
      ),
    ],
    ['a style sheet', `<?xml-stylesheet type="text/xsl" href="#x"?><a>${signature()}</a>`],
    ['a transformation', `<a xmlns:x="http://www.w3.org/1999/XSL/Transform"><x:template/>${signature()}</a>`],
    [
      'what is brought in',
      `<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="file:///etc/passwd"/>${signature()}</a>`,
    ],
  ])('is rejected when a browser would render or run it: %s', (_, text) => {
    expect(judge(text)).toBe('active-content');
  });

  it.each([
    ['no method', signature().replace(/<ds:SignatureMethod[^>]*>/, '')],
    ['no digest', signature().replace(/<ds:DigestValue>.*<\/ds:DigestValue>/, '')],
    [
      'a digest of nothing',
      signature().replace(/<ds:DigestValue>.*<\/ds:DigestValue>/, '<ds:DigestValue>eA==</ds:DigestValue>'),
    ],
    ['nothing signed', signature().replace(/<ds:Reference.*<\/ds:Reference>/, '')],
    ['a value that is too short', signature(undefined, 'c2ln')],
    ['a value that is no base 64', signature(undefined, '!'.repeat(300))],
    [
      'its parts elsewhere',
      signature()
        .replace('<ds:SignedInfo>', '<ds:Object><ds:SignedInfo>')
        .replace('</ds:SignedInfo>', '</ds:SignedInfo></ds:Object>'),
    ],
  ])('is not signed by an empty signature: %s', (_, text) => {
    expect(judge(`<a>${text}</a>`)).toBe('signature-missing');
  });
});
