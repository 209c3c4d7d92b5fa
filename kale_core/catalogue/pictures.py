"""Plots, pictures and films."""

from __future__ import annotations

from kale_core.catalogue.entry import Verdict, rows

_WHOLE = "is saved whole"
_LIBRARY = "is memory of a C++ library"

ENTRIES = (
    *rows(
        """
        matplotlib.pyplot.figure                  matplotlib.figure.Figure
        matplotlib.pyplot.gcf                     matplotlib.figure.Figure
        matplotlib.pyplot.gca                     matplotlib.axes.Axes
        matplotlib.pyplot.subplots                builtins.tuple
        matplotlib.pyplot.subplot                 matplotlib.axes.Axes
        matplotlib.pyplot.plot                    builtins.list
        matplotlib.pyplot.scatter                 matplotlib.collections.PathCollection
        matplotlib.pyplot.hist                    builtins.tuple
        matplotlib.pyplot.imshow                  matplotlib.image.AxesImage
        matplotlib.figure.Figure
        matplotlib.axes.Axes
        matplotlib.colors.LinearSegmentedColormap
        seaborn.heatmap                           matplotlib.axes.Axes
        seaborn.pairplot                          seaborn.PairGrid
        seaborn.FacetGrid
        matplotlib.animation.FuncAnimation
        pandas.DataFrame.plot.__call__            matplotlib.axes.Axes
        """,
        Verdict.CROSSES,
        "a plot",
        _WHOLE,
    ),
    *rows(
        """
        matplotlib.backends.backend_pdf.PdfPages
        """,
        Verdict.REFUSED,
        "an open file of plots",
        "is open in one process only",
        "pass the figures, and write them in one step",
    ),
    *rows(
        """
        plotly.graph_objects.Figure
        plotly.graph_objs.Figure                  plotly.graph_objects.Figure
        plotly.express.scatter                    plotly.graph_objects.Figure
        plotly.express.line                       plotly.graph_objects.Figure
        altair.Chart
        """,
        Verdict.CROSSES,
        "a plot",
        _WHOLE,
    ),
    *rows(
        """
        bokeh.plotting.figure
        """,
        Verdict.REFUSED,
        "a plot of Bokeh",
        "cannot be put together again",
        "pass `bokeh.embed.json_item(plot)`, or plot in the step that shows it",
    ),
    *rows(
        """
        PIL.Image.open                            PIL.Image.Image
        PIL.Image.new                             PIL.Image.Image
        PIL.Image.fromarray                       PIL.Image.Image
        PIL.Image.Image
        """,
        Verdict.CROSSES,
        "a picture",
        "is saved with its pixels",
    ),
    *rows(
        """
        PIL.ImageDraw.Draw                        PIL.ImageDraw.ImageDraw
        """,
        Verdict.REFUSED,
        "a drawing tool",
        _LIBRARY,
        "pass the picture, and draw in each step",
    ),
    *rows(
        """
        PIL.ImageFont.truetype                    PIL.ImageFont.FreeTypeFont
        PIL.ImageFont.load_default                PIL.ImageFont.FreeTypeFont
        """,
        Verdict.REFUSED,
        "a font",
        "is saved as a path, without the font",
        "load it in each step",
    ),
    *rows(
        """
        cv2.VideoCapture
        cv2.VideoWriter
        """,
        Verdict.REFUSED,
        "an open film",
        "is open in one process only",
        "pass its path, and open it in each step",
    ),
    *rows(
        """
        cv2.KeyPoint
        cv2.ORB_create                            cv2.ORB
        cv2.SIFT_create                           cv2.SIFT
        cv2.BFMatcher
        cv2.dnn.readNet                           cv2.dnn.Net
        """,
        Verdict.REFUSED,
        "an object of OpenCV",
        _LIBRARY,
        "create it in the step that uses it",
    ),
    *rows(
        """
        cv2.imread                                numpy.ndarray
        """,
        Verdict.CROSSES,
        "a picture",
        "is saved with its pixels",
    ),
)
