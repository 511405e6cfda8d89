"""Figures of a notebook: shown as in Jupyter, with the same tight box, but drawn once instead of twice."""

import io


def warm() -> None:
    """Load what a first figure loads (fonts, the canvas), without choosing how figures of this process are shown."""
    import matplotlib.pyplot  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    FigureCanvasAgg(figure)
    figure.add_subplot().set_title("1")
    figure.canvas.print_png(io.BytesIO())


def enter(shell) -> None:
    """Show figures in the notebook that this process has become; settings and open figures of before are left out."""
    import matplotlib
    from matplotlib import pyplot

    pyplot.close("all")
    matplotlib.rc_file_defaults()
    shell.enable_matplotlib("inline")
