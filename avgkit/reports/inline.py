"""Figures of a notebook: shown as in Jupyter, with the same tight box, but laid out and drawn once instead of twice."""

import string
from functools import partial


def warm() -> None:
    """Load what first figures load (fonts, letters, kinds of axes), without choosing how this process shows figures."""
    import matplotlib_inline.backend_inline as backend
    from matplotlib import pyplot, style
    from matplotlib.backends import backend_registry
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if getattr(backend, "avgkit_warm", False):
        return
    assert (
        pyplot and style.library and backend_registry.resolve_backend("inline")
    )  # looks through all that is installed, once
    figure = Figure()
    FigureCanvasAgg(figure)
    above, below = figure.subplots(2)
    above.set_title(string.ascii_letters)
    above.hist([1, 2], label=string.digits)
    above.legend()
    below.barh(["a", "b"], [1, 2])
    png(figure)
    backend.avgkit_warm = True


def enter(shell) -> None:
    """Show figures in the notebook that this process has become; settings and open figures of before are left out."""
    import matplotlib
    from matplotlib import pyplot
    from matplotlib.figure import Figure
    from matplotlib_inline.config import InlineBackend

    pyplot.close("all")
    matplotlib.rc_file_defaults()
    shell.enable_matplotlib("inline")
    pyplot.uninstall_repl_displayhook()  # it draws every figure before it is shown, and showing draws it anyway
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
