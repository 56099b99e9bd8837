"""The backend of matplotlib: `show()` puts the figures into the output. Named to it by MPLBACKEND."""

import io

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from .shown import MAX_PICTURE_LENGTH, show_picture


class FigureManager(FigureManagerBase):
    def show(self):
        show_figure(self.canvas.figure)

    @classmethod
    def pyplot_show(cls, *args, **options):
        from matplotlib import _pylab_helpers, pyplot

        for manager in _pylab_helpers.Gcf.get_all_fig_managers():
            manager.show()
        pyplot.close("all")


class FigureCanvas(FigureCanvasAgg):
    manager_class = FigureManager


def show_figure(figure):
    """As sharp as a picture for everybody may be."""
    for dpi in (144, 100, 72):
        stream = io.BytesIO()
        figure.savefig(stream, format="png", dpi=dpi, bbox_inches="tight")
        if stream.tell() * 4 / 3 <= MAX_PICTURE_LENGTH:
            break
    show_picture(stream.getvalue(), alt=describe(figure))


def describe(figure):
    """Its titles and what its axes measure."""
    parts = [figure.get_suptitle()]
    for axes in figure.get_axes():
        parts.append(axes.get_title())
        if axes.get_xlabel() or axes.get_ylabel():
            parts.append(f"{axes.get_ylabel() or 'values'} over {axes.get_xlabel() or 'values'}")
    return "Plot: " + "; ".join(filter(None, parts)) if any(parts) else "Plot"
