"""A sheet measured in inches from its top left corner, whose height is known when all is drawn."""

import functools
import io
import os

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.collections import CircleCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform
from PIL import Image

from plots import fonts, style

MARGIN = 0.45
RULER_DPI = 288
CLEAR = 0.5  # pixels by which the boxes of two texts may touch


@functools.lru_cache(maxsize=None)
def ruler():
    return RendererAgg(1, 1, RULER_DPI)


@functools.lru_cache(maxsize=None)
def width_of(text, size, bold=False):
    """Measures a text [inches]."""
    font = fonts.properties_for(text, size, bold)
    return ruler().get_text_width_height_descent(text, font, False)[0] / RULER_DPI


def shorten(text, width, size, bold=False):
    """Replaces the middle of a text that is wider than `width` by an ellipsis; names differ at their ends."""
    if width_of(text, size, bold) <= width:
        return text

    def keep(count):
        tail = count * 2 // 5
        return text[: count - tail].rstrip() + "\u2026" + text[len(text) - tail :].lstrip()

    low, high = 1, len(text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width_of(keep(middle), size, bold) <= width else (low, middle - 1)
    return keep(low)


def wrap(text, width, size, lines, bold=False):
    """Breaks a text between words into at most so many lines, the last one shortened."""
    words, done = text.split(), []
    while words:
        if len(done) == lines - 1:
            done.append(shorten(" ".join(words), width, size, bold))
            break
        count = 1
        while count < len(words) and width_of(" ".join(words[: count + 1]), size, bold) <= width:
            count += 1
        done.append(shorten(" ".join(words[:count]), width, size, bold))
        words = words[count:]
    return done


class Page:
    """Draws on a sheet; `y` is where the next thing may begin."""

    def __init__(self, width):
        self.width = width
        self.y = MARGIN - 0.08
        self.figure = Figure(figsize=(width, 1), dpi=style.DPI, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.canvas = self.figure.add_axes([0, 0, 1, 1])
        self.canvas.set_axis_off()
        self._framed = []

    @property
    def inner(self):
        return self.width - 2 * MARGIN

    def _add(self, artist):
        """Adds what is drawn, unclipped and without limits that come from it, which take half the time."""
        artist.set_transform(self.canvas.transData)
        self.figure.add_artist(artist)

    def text(self, x, y, text, size=style.BODY, colour=style.INK, bold=False, align="left", middle=True):
        """Writes one line at a height: its middle, or its base line."""
        font = fonts.properties_for(text, size, bold)
        self._add(Text(x, y, text, color=colour, fontproperties=font, horizontalalignment=align,
                       verticalalignment="center_baseline" if middle else "baseline"))

    def lines(self, x, y, lines, size=style.BODY, leading=1.25, **how):
        """Writes lines centred about a height."""
        step = size * leading / 72
        for i, line in enumerate(lines):
            self.text(x, y + (i - (len(lines) - 1) / 2) * step, line, size, **how)

    def box(self, x, y, width, height, colour, **how):
        self._add(Rectangle((x, y), width, height, facecolor=colour, linewidth=0, **how))

    def shape(self, points, colour, **how):
        self._add(Polygon(points, closed=True, facecolor=colour, linewidth=0, **how))

    def line(self, xs, ys, colour=style.RULE, width=0.8, **how):
        self._add(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", **how))

    def dots(self, xs, ys, area, colour, **how):
        """Draws dots, of which `area` is the square of the diameter [points]."""
        sizes = np.pi / 4 * np.broadcast_to(area, len(xs))
        dots = CircleCollection(sizes, offsets=np.column_stack([xs, ys]), offset_transform=self.canvas.transData,
                                facecolors=colour, **{"linewidths": 0, **how})
        dots.set_transform(IdentityTransform())
        self.figure.add_artist(dots)

    def axes(self, x, y, width, height):
        """Returns plain axes in a frame, for a curve with scales of its own."""
        axes = self.figure.add_axes([0, 0, 1, 1])
        self._framed.append((axes, x, y, width, height))
        return axes

    def header(self, results, subject):
        """Writes the title of the file, or the headline given, and the subject of the picture."""
        scenario = results.title or "Untitled scenario"
        title = results.headline or scenario
        subject = f"{scenario}: {subject}" if results.headline else subject
        fits = width_of(title, style.TITLE_SMALL, True) <= self.inner
        size = style.TITLE_SMALL if fits and width_of(title, style.TITLE, True) > self.inner else style.TITLE
        titles = wrap(title, self.inner, size, 2, bold=True)
        if style.INVENTED in scenario and style.INVENTED not in " ".join(titles) + subject:
            subject = f"{style.INVENTED} {subject}"
        for line in titles:
            self.text(MARGIN, self.y + 0.12, line, size, bold=True)
            self.y += 0.29
        for line in wrap(subject, self.inner, style.SUBJECT, 3):
            self.text(MARGIN, self.y + 0.10, line, style.SUBJECT, style.SOFT)
            self.y += 0.22
        self.y += 0.12

    def legend(self, entries):
        """Writes (colour, text) entries in lines; colour None writes the text alone."""
        if not entries:
            return
        x = MARGIN
        for colour, text in entries:
            text = shorten(text, self.inner - 0.3, style.BODY)
            mark = 0.2 if colour else 0
            wide = mark + width_of(text, style.BODY) + 0.3
            if x > MARGIN and x + wide - 0.3 > MARGIN + self.inner:
                x, self.y = MARGIN, self.y + 0.22
            if colour:
                self.box(x, self.y + 0.03, 0.13, 0.13, colour)
            self.text(x + mark, self.y + 0.095, text, style.BODY, style.SOFT)
            x += wide
        self.y += 0.34

    def candidate_legend(self, results, coloured, named=()):
        """Explains the colours of those candidates who are drawn in one, and the star of incumbents.

        `named` are those who have no colour to be seen, but a name.
        """
        used = {one.slate for one in coloured}
        entries = []
        if results.slates:
            shown = [s for s in results.slates if s.place in used and s.place < len(style.SLATES)]
            entries += [(style.slate_colour(s.place), s.name) for s in shown]
            if any(style.slate_colour(place) == style.NEUTRAL for place in used):
                entries.append((style.NEUTRAL, "everybody else"))
        if any(one.incumbent for one in (*coloured, *named)):
            entries.append((None, "* holds the seat"))
        self.legend(entries)

    def finish(self, results, notes=""):
        """Writes the foot, sets the height and returns the figure."""
        self.y += 0.12
        heads = [results.made] + wrap(results.notice, self.inner, style.SMALL, 4)
        for line in heads + wrap(notes, self.inner, style.SMALL, 9):
            colour = style.SOFT if line in heads else style.FAINT
            self.text(MARGIN, self.y + 0.07, line, style.SMALL, colour)
            self.y += 0.165
        height = self.y + MARGIN - 0.12
        self.figure.set_size_inches(self.width, height)
        self.canvas.set_xlim(0, self.width)
        self.canvas.set_ylim(height, 0)
        for axes, x, y, wide, high in self._framed:
            axes.set_position([x / self.width, 1 - (y + high) / height, wide / self.width, high / height])
        return self.figure


def overlaps(figure):
    """Returns what is wrong with the texts of a figure: pairs that overlap, texts outside the sheet."""
    renderer = figure.canvas.get_renderer()
    figure.draw_without_rendering()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(t.get_text(), Text.get_window_extent(t, renderer)) for t in texts]
    boxes.sort(key=lambda item: item[1].x0)
    sheet = figure.bbox
    faults = [
        f"outside: {text!r}" for text, box in boxes
        if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.x1 or box.y1 > sheet.y1
    ]
    for i, (text, a) in enumerate(boxes):
        for other, b in boxes[i + 1 :]:
            if b.x0 > a.x1 - CLEAR:
                break
            if a.y0 < b.y1 - CLEAR and b.y0 < a.y1 - CLEAR:
                faults.append(f"overlap: {text!r} and {other!r}")
    return faults


def missing_characters(figure):
    """Returns the characters of a figure's texts that no installed font has."""
    return "".join(sorted({one for text in figure.findobj(Text) for one in fonts.missing(text.get_text())}))


def save(figure, folder, name, title):
    """Writes NAME.svg and NAME.png whole or not at all, without dates; returns their paths."""
    vector = io.BytesIO()
    figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": "hustings", "Title": title})
    paths = [os.path.join(folder, f"{name}.{kind}") for kind in ("svg", "png")]
    put(paths[0], vector.getvalue())
    put(paths[1], png_of(figure))
    return paths


def png_of(figure):
    """Returns a PNG of the 256 most frequent colours, a third as large as one of all; its ground stays white."""
    figure.canvas.draw()
    size = figure.canvas.get_width_height()
    picture = Image.frombuffer("RGBA", size, figure.canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    frequent = sorted(picture.getcolors(size[0] * size[1]), reverse=True)[:256]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for _, colour in frequent for value in colour])
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    palette, ground = few.getpalette(), 3 * few.getpixel((0, 0))  # near whites may have taken its place
    palette[ground : ground + 3] = (255, 255, 255)
    few.putpalette(palette)
    memory = io.BytesIO()
    few.save(memory, format="png", dpi=(style.DPI, style.DPI))
    return memory.getvalue()


def put(path, data):
    """Writes a file under another name first, so that no half file stays."""
    aside = f"{path}.part"
    try:
        with open(aside, "wb") as file:
            file.write(data)
        os.replace(aside, path)
    except OSError:
        if os.path.exists(aside):
            os.unlink(aside)
        raise
