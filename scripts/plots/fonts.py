"""Chooses fonts: DejaVu Sans, and for characters that it lacks what is installed."""

import functools

from matplotlib.font_manager import FontProperties, fontManager, get_font

BASE = "DejaVu Sans"
# Known for names in Chinese, Japanese and Korean; tried before any other installed font.
FIRST = ("Noto Sans CJK", "Source Han Sans", "WenQuanYi", "Droid Sans Fallback")
PACKAGES = (  # of Debian, by the characters' first and last code point
    (0x1100, 0x11FF, "fonts-noto-cjk"), (0x2E80, 0xA4CF, "fonts-noto-cjk"), (0xAC00, 0xD7FF, "fonts-noto-cjk"),
    (0xF900, 0xFAFF, "fonts-noto-cjk"), (0xFE30, 0xFE4F, "fonts-noto-cjk"), (0xFF00, 0xFFEF, "fonts-noto-cjk"),
    (0x20000, 0x3FFFF, "fonts-noto-cjk"), (0x1F000, 0x1FAFF, "fonts-symbola"),
)
OTHER_PACKAGE = "fonts-noto-core"
UNSEEN = ("\u200d", "\ufe0e", "\ufe0f")  # join or choose what stands beside them


@functools.lru_cache(maxsize=None)
def characters_of(path):
    """Returns the code points that a font file has glyphs for; none if it cannot be drawn from."""
    try:
        font = get_font(path)
        return frozenset(font.get_charmap()) if font.scalable else frozenset()
    except (OSError, RuntimeError):
        return frozenset()


@functools.lru_cache(maxsize=None)
def installed():
    """Returns (family, path) of every installed font, those for East Asian names first."""
    def order(font):
        known = next((i for i, family in enumerate(FIRST) if font.name.startswith(family)), len(FIRST))
        return known, font.name, font.fname

    return [(font.name, font.fname) for font in sorted(fontManager.ttflist, key=order) if font.name != BASE]


@functools.lru_cache(maxsize=None)
def base_characters():
    return characters_of(fontManager.findfont(BASE))


@functools.lru_cache(maxsize=None)
def split(text):
    """Returns the families that draw a text, and the characters that none of them has."""
    left = {ord(one) for one in text if one.isprintable() and one not in UNSEEN} - base_characters()
    families = [BASE]
    for family, path in installed():
        if not left:
            break
        if family not in families and left & characters_of(path):
            families.append(family)
            left -= characters_of(path)
    return tuple(families), "".join(map(chr, sorted(left)))


def families(text):
    return (BASE,) if text.isascii() else split(text)[0]


def missing(text):
    return "" if text.isascii() else split(text)[1]


@functools.lru_cache(maxsize=None)
def properties(size, bold, names):
    return FontProperties(family=list(names), size=size, weight="bold" if bold else "normal")


def properties_for(text, size, bold=False):
    """Returns the font of a text."""
    return properties(size, bold, families(text))


def package_for(character):
    """Returns the Debian package that has a font with a character."""
    code = ord(character)
    return next((name for first, last, name in PACKAGES if first <= code <= last), OTHER_PACKAGE)


def advice(characters):
    """Says which characters are drawn as boxes, and what to install; None where there are none."""
    if not characters:
        return None
    ordered = sorted(set(characters))
    packages = sorted({package_for(one) for one in ordered})
    shown = " ".join(ordered[:20]) + (f" and {len(ordered) - 20} more" if len(ordered) > 20 else "")
    return f"no installed font has {shown}: drawn as boxes (on Debian: apt install {' '.join(packages)})"
