"""Looks at PDF files from outside. Reads a request as JSON on standard input, writes the report as JSON."""

import base64
import json
import sys


def read(path):
    import pypdfium2
    import pypdfium2.raw as raw
    import zxingcpp

    pages = []
    fonts = {}
    for page in (document := pypdfium2.PdfDocument(path)):
        width, height = page.get_size()
        picture = page.render(scale=3, grayscale=True)
        pixels = memoryview(bytes(memoryview(picture.buffer).cast("B"))).cast("B", (picture.height, picture.stride))
        for text in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            font = text.get_font()
            fonts[font.get_base_name()] = bool(font.is_embedded)
        pages.append(
            {
                "width": round(width),
                "height": round(height),
                "text": page.get_textpage().get_text_range().replace("\r\n", "\n"),
                "codes": [code.text for code in zxingcpp.read_barcodes(pixels)],
                "boxes": [list(o.get_bounds()) for o in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])],
            }
        )
    return {"pages": pages, "fonts": fonts, "info": document.get_metadata_dict()}


def draw(path):
    import pypdfium2

    pages = []
    for page in pypdfium2.PdfDocument(path):
        picture = page.render(scale=1.5, grayscale=True)
        pixels = bytes(memoryview(picture.buffer).cast("B"))
        rows = [pixels[row * picture.stride : row * picture.stride + picture.width] for row in range(picture.height)]
        pages.append(
            {
                "width": picture.width,
                "height": picture.height,
                "pixels": base64.b64encode(b"".join(rows)).decode(),
            }
        )
    return pages


def verify(path, root):
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    with open(path, "rb") as file:
        reader = PdfFileReader(file)
        found = []
        for signature in reader.embedded_signatures:
            status = validate_pdf_signature(signature, ValidationContext(trust_roots=[load_cert_from_pemder(root)]))
            found.append(
                {
                    "field": signature.field_name,
                    "intact": status.intact,
                    "valid": status.valid,
                    "trusted": status.trusted,
                    "coverage": status.coverage.name,
                    "signer": status.signing_cert.subject.native.get("common_name"),
                    "at": status.signer_reported_dt.isoformat() if status.signer_reported_dt else None,
                    "mechanism": status.pkcs7_signature_mechanism,
                    "subFilter": str(signature.sig_object["/SubFilter"]),
                    "attributes": sorted(a["type"].native for a in signature.signer_info["signed_attrs"]),
                }
            )
        return found


request = json.load(sys.stdin)
json.dump([globals()[each.pop("do")](**each) for each in request], sys.stdout)
