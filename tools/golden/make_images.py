#!/usr/bin/env python3
"""Writes small pictures of every kind that glia reads, and what is in them by the Python Imaging Library
and Netpbm: tests/data/images/*, images.json. Also the broken ones that must be refused.

usage: tools/golden/make_images.py            (packages python3-pil, netpbm)
"""
import io
import json
import pathlib
import random
import re
import struct
import subprocess
import zlib

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "data" / "images"
WIDTH, HEIGHT = 7, 5
generator = random.Random(20260101)


def noise(bytes_each):
    return bytes(generator.randrange(256) for _ in range(WIDTH * HEIGHT * bytes_each))


def grey(image):
    """On white, then to grey, as `glia` promises."""
    if image.mode in ("P", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image).convert("RGB")
    return list(image.convert("L").getdata())


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, depth=8, colour=0, data=b"", extra=b""):
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(data, 9)) +
            chunk(b"IEND", b""))


# --- JPEG. Its files have noise of their own, so that the others stay as they are.

def photographs():
    """Name: bytes of a JPEG file that is read."""
    noise = random.Random(20261123)
    width, height = 21, 13   # no multiple of a block
    colours = Image.new("RGB", (width, height))
    colours.putdata([(x * 12 % 256, y * 19 % 256, (x * y + noise.randrange(40)) % 256)
                     for y in range(height) for x in range(width)])
    kinds = {"grey.jpg": (colours.convert("L"), {}), "even.jpg": (Image.new("L", (40, 24), 200), {"optimize": True}),
             "progressive_grey.jpg": (colours.convert("L"), {"progressive": True})}
    for sampling, name in enumerate(("444", "422", "420")):
        kinds[f"rgb_{name}.jpg"] = colours, {"subsampling": sampling, "quality": 60 + 15 * sampling}
    kinds["progressive.jpg"] = colours, {"progressive": True, "quality": 90}
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif.endian = "<>"[orientation % 2]
        exif[0x010F] = "camera"
        exif[0x0112] = orientation
        kinds[f"turned_{orientation}.jpg"] = colours.crop((0, 0, 5, 3)), {"exif": exif.tobytes(), "quality": 95}
    files = {}
    for name, (image, options) in kinds.items():
        out = io.BytesIO()
        image.save(out, "JPEG", **options)
        files[name] = out.getvalue()
    exif = files["turned_6.jpg"]
    files["strange_orientation.jpg"] = exif.replace(b"\x12\x01\x03\x00\x01\x00\x00\x00\x06", b"\x12\x01\x03\x00\x01\x00\x00\x00\x09")
    files["far_directory.jpg"] = exif.replace(b"II*\x00\x08\x00\x00\x00", b"II*\x00\xff\xff\xff\xff")
    assert len({files["strange_orientation.jpg"], files["far_directory.jpg"], exif}) == 3
    return files


def jpeg_header(width, height, components=1, frame=0xC0):
    """A JPEG file up to its first scan, without its tables."""
    parts = b"".join(bytes([i + 1, 0x11, 0]) for i in range(components))
    scan = b"".join(bytes([i + 1, 0]) for i in range(components))
    return (b"\xff\xd8\xff" + bytes([frame]) + struct.pack(">HBHHB", 8 + 3 * components, 8, height, width, components) + parts
            + b"\xff\xda" + struct.pack(">HB", 6 + 2 * components, components) + scan + b"\0\x3f\0")


def broken_photographs(files):
    printed = io.BytesIO()
    Image.new("CMYK", (8, 8), (10, 20, 30, 40)).save(printed, "JPEG")
    grey, progressive = files["grey.jpg"], files["progressive_grey.jpg"]
    first = progressive.index(b"\xff\xda")   # the scan of DC terms, which may be said again
    scan = progressive[first:first + 2 + re.search(rb"\xff[^\x00]", progressive[first + 2:]).start()]
    middle = grey.index(b"\xff\xda") + 40
    return {
        "header_only.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "a damaged JPEG file: Premature end of JPEG file"),
        "printed.jpg": (printed.getvalue(), "colours of printing (CMYK)"),
        "two_colours.jpg": (jpeg_header(8, 8, 2), "2 colours a pixel"),
        "arithmetic.jpg": (jpeg_header(8, 8, frame=0xC9), "arithmetic coding"),
        "lossless.jpg": (jpeg_header(8, 8, frame=0xC3), "a damaged JPEG file: Unsupported JPEG process"),
        "huge.jpg": (jpeg_header(65500, 65500), "an image of 65500 x 65500 pixels; the limit is"),
        "more_than_it_holds.jpg": (jpeg_header(8000, 8000), "pixels can't be in"),
        "no_width.jpg": (jpeg_header(0, 8), "a damaged JPEG file: Empty JPEG image"),
        "no_tables.jpg": (jpeg_header(8, 8), "a damaged JPEG file"),
        "cut.jpg": (grey[:-60], "a damaged JPEG file: Premature end of JPEG file"),
        "cut_progressive.jpg": (progressive[:-20], "a damaged JPEG file: Premature end of JPEG file"),
        "marker_within.jpg": (grey[:middle] + b"\xff\xd9" + grey[middle + 2:], "a damaged JPEG file"),
        "many_scans.jpg": (progressive[:first] + scan * 200 + progressive[first:], "more than 100 scans"),
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    expected = {}

    def keep(name, pixels, width=WIDTH, height=HEIGHT):
        expected[name] = {"height": height, "width": width, "pixels": list(pixels)}

    for mode, each in (("L", 1), ("RGB", 3), ("RGBA", 4), ("LA", 2)):
        image = Image.frombytes(mode, (WIDTH, HEIGHT), noise(each))
        name = f"{mode.lower()}.png"
        image.save(FOLDER / name)
        keep(name, grey(image))
    rgb = Image.frombytes("RGB", (WIDTH, HEIGHT), noise(3))
    palette = rgb.quantize(16)
    palette.save(FOLDER / "palette.png")
    keep("palette.png", grey(palette))
    palette.save(FOLDER / "palette_transparent.png", transparency=3)
    keep("palette_transparent.png", grey(Image.open(FOLDER / "palette_transparent.png")))
    bits = Image.frombytes("L", (WIDTH, HEIGHT), noise(1)).convert("1")
    bits.save(FOLDER / "bits.png")
    keep("bits.png", grey(bits))
    text = PngImagePlugin.PngInfo()
    text.add_text("Title", "a picture with a text and a profile", zip=True)
    image = Image.frombytes("L", (WIDTH, HEIGHT), noise(1))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile[:24] + bytes(12) + profile[36:]  # the time it was made
    rgb.save(FOLDER / "profile.png", pnginfo=text, icc_profile=profile)
    keep("profile.png", grey(rgb))

    # Netpbm's own tools write these; its plain text is what is in them.
    image.save(FOLDER / "bytes.pgm")
    keep("bytes.pgm", grey(image))
    rgb.save(FOLDER / "bytes.ppm")
    keep("bytes.ppm", grey(rgb))

    def netpbm(name, command):
        (FOLDER / name).write_bytes(subprocess.run(command, shell=True, cwd=FOLDER, check=True,
                                                   capture_output=True).stdout)

    netpbm("interlaced.png", "pnmtopng -interlace bytes.ppm")
    keep("interlaced.png", grey(rgb))
    netpbm("text.pgm", "pnmtoplainpnm bytes.pgm")
    keep("text.pgm", grey(image))
    netpbm("text.ppm", "pnmtoplainpnm bytes.ppm")
    keep("text.ppm", grey(rgb))
    netpbm("sixteen.pgm", "pamdepth 65535 bytes.pgm")
    keep("sixteen.pgm", grey(image))
    netpbm("sixteen.png", "pnmtopng -force sixteen.pgm || pnmtopng sixteen.pgm")
    keep("sixteen.png", grey(image))
    (FOLDER / "comments.pgm").write_bytes(b"P2 # kind\n# a comment\n 2\t1 # size\n15\n# values\n0 15\n")
    keep("comments.pgm", [0, 255], 2, 1)

    # An extension that lies: the content decides.
    (FOLDER / "pgm_called.png").write_bytes((FOLDER / "bytes.pgm").read_bytes())
    keep("pgm_called.png", grey(image))

    photos = photographs()
    for name, content in photos.items():
        (FOLDER / name).write_bytes(content)
        seen = ImageOps.exif_transpose(Image.open(FOLDER / name))
        keep(name, grey(seen), *seen.size)
    (FOLDER / "jpeg_called.png").write_bytes(photos["rgb_420.jpg"])
    keep("jpeg_called.png", **{"pixels": expected["rgb_420.jpg"]["pixels"], "width": 21, "height": 13})

    refused = {
        "empty.png": (b"", "an empty file"),
        "gif.png": (b"GIF89a\x01\x00\x01\x00", "a GIF file"),
        "webp.png": (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP file"),
        "riff.png": (b"RIFF1", "something else"),
        "text.png": (b"id,name\n1,a\n", "something else"),
        "huge.png": (png(100000, 100000), "an image of 100000 x 100000 pixels; the limit is"),
        "wide.png": (png(2000000000, 1), "damaged PNG"),
        "more_than_it_holds.png": (png(8000, 8000), "pixels can't be in"),
        "no_width.png": (png(0, 4), "damaged PNG"),
        "no_height.png": (png(4, 0), "damaged PNG"),
        "depth_seven.png": (png(4, 4, depth=7), "damaged PNG"),
        "colour_nine.png": (png(4, 4, colour=9), "damaged PNG"),
        "no_pixels.png": (png(4, 4), "damaged PNG"),
        "too_few_pixels.png": (png(4, 4, data=b"\0\1\2\3\4" * 3), "damaged PNG"),
        "long_chunk.png": (png(4, 4)[:33] + struct.pack(">I", 2**31) + b"IDAT", "damaged PNG"),
        "bomb_in_pixels.png": (png(4, 4, data=bytes(1 << 20)), None),
        "bomb_in_profile.png": (png(2, 1, data=b"\0\1\2", extra=chunk(
            b"iCCP", b"x\0\0" + zlib.compress(bytes(1 << 24), 9))), None),
        "bomb_in_text.png": (png(2, 1, data=b"\0\1\2", extra=chunk(
            b"zTXt", b"x\0\0" + zlib.compress(bytes(1 << 24), 9))), None),
        "wrong_sum.png": (png(2, 1, data=b"\0\1\2")[:-5] + b"\0" * 5, None),
        "huge.pgm": (b"P5 100000 100000 255\n", "the limit is"),
        "too_wide.pgm": (b"P5 99999999999999999999 1 255\n", "expected a width at byte"),
        "no_width.pgm": (b"P5 0 4 255\n\0", "an image of 4 x 0 pixels"),
        "no_number.pgm": (b"P5 4 x 255\n", "expected a height at byte 5"),
        "minus.pgm": (b"P5 -4 4 255\n", "expected a width at byte 3"),
        "largest_0.pgm": (b"P5 1 1 0\n\0", "a largest value above 0"),
        "largest_65536.pgm": (b"P5 1 1 65536\n\0\0", "a largest value at byte"),
        "cut.pgm": (b"P5 4 4 255\n" + bytes(15), "16 bytes, found 15"),
        "cut.ppm": (b"P6 4 4 255\n" + bytes(47), "48 bytes, found 47"),
        "cut_text.pgm": (b"P2 2 2 9 1 2 3", "7 bytes, found 5"),
        "few_numbers.pgm": (b"P2 2 2 9 1 2 3      ", "expected a grey value at byte"),
        "above_largest.pgm": (b"P2 1 1 9 10", "not above the largest"),
        "only_comment.pgm": (b"P5 #", "expected a width at byte"),
        "bits.pbm": (b"P4 8 1\n\xaa", "a PBM file"),
        **broken_photographs(photos),
    }
    outcomes = {}
    for name, (content, text) in refused.items():
        (FOLDER / f"bad_{name}").write_bytes(content)
        outcomes[f"bad_{name}"] = text  # null: read or refused, within the limits
    with open(FOLDER / "images.json", "w", encoding="utf-8") as out:
        json.dump({"images": expected, "refused": outcomes}, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main()
