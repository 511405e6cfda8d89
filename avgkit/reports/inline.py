"""Figures of a notebook: shown as in Jupyter, with the same tight box, but laid out and drawn once instead of twice."""

import io
from functools import partial


def warm() -> None:
    """Load what a first figure loads (fonts, the canvas), without choosing how figures of this process are shown."""
    import matplotlib_inline.backend_inline
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if getattr(matplotlib_inline.backend_inline, "avgkit_warm", False):
        return
    figure = Figure(figsize=(1, 1))
    FigureCanvasAgg(figure)
    figure.add_subplot().set_title("1")
    figure.canvas.print_png(io.BytesIO())
    matplotlib_inline.backend_inline.avgkit_warm = True


def enter(shell) -> None:
    """Show figures in the notebook that this process has become; settings and open figures of before are left out."""
    import matplotlib
    from matplotlib import pyplot
    from matplotlib.figure import Figure
    from matplotlib_inline.config import InlineBackend

    pyplot.close("all")
    matplotlib.rc_file_defaults()
    shell.enable_matplotlib("inline")
    options = InlineBackend.instance(parent=shell).print_figure_kwargs
    shell.display_formatter.formatters["image/png"].for_type(Figure, partial(png, base64=True, **options))


def png(figure, bbox_inches="tight", **options):
    """The picture of a figure, as IPython makes it.

    For a tight box matplotlib goes through the whole figure, measures it, and goes through it again. Measuring alone
    gives the same box for plain axes without a layout of their own; all else is left to matplotlib.
    """
    from IPython.core.pylabtools import print_figure
    from matplotlib import rcParams

    plain = figure.get_layout_engine() is None and all(axes.name == "rectilinear" for axes in figure.axes)
    if (
        bbox_inches == "tight"
        and plain
        and figure.axes
        and hasattr(figure.canvas, "get_renderer")
        and not figure.subfigs
    ):
        box = figure.get_tightbbox(figure.canvas.get_renderer())
        bbox_inches = box.padded(rcParams["savefig.pad_inches"])
    return print_figure(figure, bbox_inches=bbox_inches, **options)
